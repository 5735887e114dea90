#include "dashboard/look/query.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Preset = Range::Preset;

Q_DECLARE_METATYPE(footfall::dashboard::Look)

namespace {

const QDateTime now(QDate(2025, 3, 12), QTime(3, 0), Qt::UTC);

Look lookAt(const QString &range, Compare compare = Compare::None)
{
    return {u"s"_s, *rangeNamed(range), "UTC", compare};
}

}

class TestLook : public QObject {
    Q_OBJECT
private slots:
    void comparesWithTheServicesDays_data();
    void comparesWithTheServicesDays();
    void nothingToCompare();
    void comparedBucketsAreAsWide();
    void asksForNoMorePointsThanThereMayBe();
    void asksForFigures();
    void asksForPoints();
    void asksForRows();
    void encodesWhatServersRead();
    void isReadBackFromSettings();
    void brokenSettingsHaveDefaults();
};

void TestLook::comparesWithTheServicesDays_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<Compare>("compare");
    QTest::addColumn<QString>("days");
    QTest::newRow("today") << u"today"_s << Compare::Previous << u"2025-03-11..2025-03-11"_s;
    QTest::newRow("7d") << u"7d"_s << Compare::Previous << u"2025-02-27..2025-03-05"_s;
    QTest::newRow("month") << u"month"_s << Compare::Previous << u"2025-02-17..2025-02-28"_s; // as many days, not a month
    QTest::newRow("a year ago") << u"7d"_s << Compare::Year << u"2024-03-06..2024-03-12"_s;
    QTest::newRow("29 February") << u"2024-02-29..2024-02-29"_s << Compare::Year << u"2023-02-28..2023-02-28"_s;
}

void TestLook::comparesWithTheServicesDays()
{
    QFETCH(QString, range);
    QFETCH(Compare, compare);
    const auto before = compared(lookAt(range, compare), now);
    QVERIFY(before);
    QTEST(name(before->range), "days");
    QCOMPARE(before->compare, Compare::None);
}

void TestLook::nothingToCompare()
{
    QVERIFY(!compared(lookAt(u"7d"_s), now));
    QVERIFY(!compared(lookAt(u"all"_s, Compare::Previous), now));
    QVERIFY(!encoded(statsItems(lookAt(u"all"_s, Compare::Previous))).contains(u"compare"));
}

void TestLook::comparedBucketsAreAsWide()
{
    QCOMPARE(compared(lookAt(u"today"_s, Compare::Year), now)->interval, Interval::Hour);
    QCOMPARE(compared(lookAt(u"90d"_s, Compare::Year), now)->interval, Interval::Day);
    // 120 days, and 121 in the leap year before: the service would choose months for those.
    QCOMPARE(compared(lookAt(u"2025-02-01..2025-05-31"_s, Compare::Year), now)->interval, Interval::Day);
    Look weeks = lookAt(u"90d"_s, Compare::Previous);
    weeks.interval = Interval::Week;
    QCOMPARE(compared(weeks, now)->interval, Interval::Week);
}

void TestLook::asksForNoMorePointsThanThereMayBe()
{
    Look look = lookAt(u"90d"_s);
    look.interval = Interval::Hour;
    QCOMPARE(usableInterval(look, now), Interval::Hour);
    look.range = *rangeNamed(u"2024-01-01..2024-12-31"_s);
    QCOMPARE(usableInterval(look, now), Interval::Auto);
    look.range = {Preset::All};
    QCOMPARE(usableInterval(look, now), Interval::Auto);
    look.interval = Interval::Week;
    QCOMPARE(usableInterval(look, now), Interval::Week);
}

void TestLook::asksForFigures()
{
    Look look = lookAt(u"7d"_s, Compare::Previous);
    look.zone = "Europe/Berlin";
    QCOMPARE(encoded(statsItems(look)), u"site_id=s&period=7d&tz=Europe%2FBerlin&compare=previous&limit=1"_s);
    look.filter = Filter {u"browser"_s, u"Firefox"_s};
    look.range = *rangeNamed(u"2025-03-01..2025-03-02"_s);
    QCOMPARE(encoded(statsItems(look)),
        u"site_id=s&from=2025-03-01&to=2025-03-02&tz=Europe%2FBerlin&browser=Firefox&compare=previous&limit=1"_s);
}

void TestLook::asksForPoints()
{
    Look look = lookAt(u"today"_s, Compare::Previous);
    QCOMPARE(encoded(timeseriesItems(look, now)), u"site_id=s&period=today&tz=UTC"_s);
    look.interval = Interval::Hour;
    look.filter = Filter {u"path"_s, u"/a"_s};
    QCOMPARE(encoded(timeseriesItems(look, now)), u"site_id=s&period=today&tz=UTC&path=%2Fa&interval=hour"_s);
}

void TestLook::asksForRows()
{
    Look look = lookAt(u"all"_s);
    look.filter = Filter {u"path"_s, u"/a"_s}; // which the endpoint refuses
    QCOMPARE(encoded(breakdownItems(look, u"prop:plan"_s, {})), u"site_id=s&period=all&tz=UTC&dimension=prop%3Aplan&limit=100"_s);
    QCOMPARE(encoded(breakdownItems(look, u"path"_s, {10, 20, u"a b"_s})),
        u"site_id=s&period=all&tz=UTC&dimension=path&limit=10&offset=20&search=a%20b"_s);
    QCOMPARE(encoded(realtimeItems(u"s"_s, 20)), u"site_id=s&limit=20"_s);
}

void TestLook::encodesWhatServersRead()
{
    QCOMPARE(encoded({{u"site_id"_s, u"a+b &?#%41\u00E9"_s}}), u"site_id=a%2Bb%20%26%3F%23%2541%C3%A9"_s);
}

void TestLook::isReadBackFromSettings()
{
    const Look looks[] = {
        {},
        lookAt(u"2025-03-01..2025-03-02"_s, Compare::Year),
        {u"a&b=c+d %41 \u05D0\u202E;"_s, {Preset::All}, "America/Argentina/Buenos_Aires", Compare::Previous, Interval::Week,
            Filter {u"path"_s, u"/%2F?x=1&y=ü+ #"_s + QString(2000, u'x')}},
        {u"s"_s, {}, "UTC", Compare::None, Interval::Hour, Filter {u"referrer"_s, QString()}},
    };
    for (const Look &look : looks)
        QCOMPARE(lookFrom(toText(look)), look);
}

void TestLook::brokenSettingsHaveDefaults()
{
    QCOMPARE(lookFrom(QString()), Look());
    QCOMPARE(lookFrom(u"range=9d&zone=Nowhere&compare=x&interval=y&dimension=site_id&value=z"_s), Look());
    QCOMPARE(lookFrom(u"site=s&range=7d"_s), lookAt(u"7d"_s));
}

QTEST_GUILESS_MAIN(TestLook)
#include "tst_look.moc"
