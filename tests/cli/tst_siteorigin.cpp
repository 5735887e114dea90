#include "cli/siteorigin.h"

#include <QTest>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;

class TestSiteOrigin : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAsBrowsersWriteIt_data();
    void isAsBrowsersWriteIt();
    void theRuleIsNamed_data();
    void theRuleIsNamed();
};

void TestSiteOrigin::isAsBrowsersWriteIt_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("origin");
    const auto row = [](const char *typed, const char *origin) {
        QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromLatin1(origin);
    };
    row("https://shop.example", "https://shop.example");
    row("HTTPS://Shop.Example", "https://shop.example");
    row("https://shop.example:8443", "https://shop.example:8443");
    row("https://shop.example:443", "https://shop.example");
    row("http://shop.example:80", "http://shop.example");
    row("http://shop.example:443", "http://shop.example:443");
    row("http://127.0.0.1:8080", "http://127.0.0.1:8080");
    row("http://[::1]:8080", "http://[::1]:8080");
    row("https://b\xc3\xbc"
        "cher.example", "https://xn--bcher-kva.example");
    row("capacitor://localhost", "capacitor://localhost");
}

void TestSiteOrigin::isAsBrowsersWriteIt()
{
    QFETCH(const QString, typed);
    const auto origin = originOf(typed);
    QVERIFY2(origin, qPrintable(origin ? QString() : origin.error().message));
    QTEST(*origin, "origin");
}

void TestSiteOrigin::theRuleIsNamed_data()
{
    QTest::addColumn<QString>("typed");
    for (const char *typed : {"", "shop.example", "shop.example:443", "https://", "https://shop.example/",
             "https://shop.example/path", "https://shop.example?q", "https://shop.example#f", "https://u@shop.example",
             "https://*.shop.example", "https://shop example", "*", "null", "file:///home"})
        QTest::newRow(*typed ? typed : "nothing") << QString::fromLatin1(typed);
}

void TestSiteOrigin::theRuleIsNamed()
{
    QFETCH(const QString, typed);
    const auto origin = originOf(typed);
    QVERIFY2(!origin, qPrintable(origin.value_or(QString())));
    QCOMPARE(origin.error().message,
        u"--origin: expected scheme://host[:port] without a path, such as https://shop.example, not '%1'"_s.arg(typed));
}

QTEST_APPLESS_MAIN(TestSiteOrigin)

#include "tst_siteorigin.moc"
