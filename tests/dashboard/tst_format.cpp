#include "dashboard/format.h"

#include <QTest>

#include <limits>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {
const QLocale english(QLocale::English, QLocale::UnitedStates);
const QLocale german(QLocale::German, QLocale::Germany);
}

class TestFormat : public QObject {
    Q_OBJECT
private slots:
    void numbers_data();
    void numbers();
    void numbersFollowTheLocale();
    void theCLocaleIsMadeReadable();
    void durations_data();
    void durations();
    void percentages();
    void disguisesAreShown();
    void aToolTipIsNeverHtml();
    void aLongToolTipIsWholeAndBroken();
};

void TestFormat::numbers_data()
{
    QTest::addColumn<qint64>("number");
    QTest::addColumn<QString>("exact");
    QTest::addColumn<QString>("card");
    QTest::newRow("zero") << qint64(0) << u"0"_s << u"0"_s;
    QTest::newRow("hundreds") << qint64(999) << u"999"_s << u"999"_s;
    QTest::newRow("thousands") << qint64(1234) << u"1,234"_s << u"1,234"_s;
    QTest::newRow("last exact") << qint64(9'999'999) << u"9,999,999"_s << u"9,999,999"_s;
    QTest::newRow("first short") << qint64(10'000'000) << u"10,000,000"_s << u"10.00 M"_s;
    QTest::newRow("cut, not rounded") << qint64(999'999'999) << u"999,999,999"_s << u"999.99 M"_s;
    QTest::newRow("billions") << qint64(1'234'567'890) << u"1,234,567,890"_s << u"1.23 bn"_s;
    QTest::newRow("trillions") << qint64(5'000'000'000'000) << u"5,000,000,000,000"_s << u"5.00 tn"_s;
    QTest::newRow("most") << std::numeric_limits<qint64>::max() << u"9,223,372,036,854,775,807"_s
                          << u"9,223,372.03 tn"_s;
}

void TestFormat::numbers()
{
    QFETCH(qint64, number);
    QTEST(exactNumber(number, english), "exact");
    QTEST(cardNumber(number, english), "card");
}

void TestFormat::numbersFollowTheLocale()
{
    QCOMPARE(exactNumber(1234567, german), u"1.234.567"_s);
    QCOMPARE(cardNumber(12345678, german), u"12,34 M"_s);
}

void TestFormat::theCLocaleIsMadeReadable()
{
    QCOMPARE(exactNumber(1234, readableLocale(QLocale::c())), u"1,234"_s);
    QCOMPARE(readableLocale(german), german);
}

void TestFormat::durations_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("negative: a clock was set back") << -3.0 << u"0.0 s"_s;
    QTest::newRow("tenths") << 0.42 << u"0.4 s"_s;
    QTest::newRow("never 10.0") << 9.96 << u"9 s"_s;
    QTest::newRow("seconds") << 59.9 << u"59 s"_s;
    QTest::newRow("minutes") << 190.0 << u"3 min 10 s"_s;
    QTest::newRow("hours") << 7300.0 << u"2 h 1 min"_s;
    QTest::newRow("days") << 200000.0 << u"2 d 7 h"_s;
    QTest::newRow("absurd") << 1e300 << u"11,574,074 d 1 h"_s;
}

void TestFormat::durations()
{
    QFETCH(double, seconds);
    QTEST(duration(seconds, english), "text");
}

void TestFormat::percentages()
{
    QCOMPARE(percentage(0, english), u"0%"_s);
    QCOMPARE(percentage(0.004, english), u"<1%"_s);
    QCOMPARE(percentage(0.3178, english), u"32%"_s);
    QCOMPARE(percentage(1, english), u"100%"_s);
}

void TestFormat::disguisesAreShown()
{
    QCOMPARE(displayText(u"/a\nb\u202Ecod.exe\u2066"_s), u"/a\\u000Ab\\u202Ecod.exe\\u2066"_s);
    QCOMPARE(displayText(u"/\u0645\u0642\u0627\u0644\u0627\u062A/\u65E5\u672C\u8A9E/\U0001F389"_s),
        u"/\u0645\u0642\u0627\u0644\u0627\u062A/\u65E5\u672C\u8A9E/\U0001F389"_s);
}

void TestFormat::aToolTipIsNeverHtml()
{
    const QString tip = plainToolTip(u"/<img src=file:///etc/passwd>&amp;"_s);
    QVERIFY(tip.contains(u"/&lt;img src=file:///etc/passwd&gt;&amp;amp;"_s));
    QVERIFY(!tip.contains(u"<img"_s));
}

void TestFormat::aLongToolTipIsWholeAndBroken()
{
    const QString path = u'/' + QString(2047, u'x');
    QString tip = plainToolTip(path);
    QVERIFY(tip.count(u"<br>"_s) >= 20);
    tip.remove(u"<br>"_s);
    QVERIFY(tip.contains(path));
    QString wide;
    for (int i = 0; i < 101; ++i)
        wide += u"\U0001F389"_s;
    wide.prepend(u'/');
    QVERIFY(plainToolTip(wide).remove(u"<br>"_s).contains(wide));
    for (const QString &line : plainToolTip(wide).split(u"<br>"_s))
        QVERIFY(!line.front().isLowSurrogate() && !line.back().isHighSurrogate());
}

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
