#include "server/ingest/useragents.h"

#include <QTest>

#include <yaml-cpp/yaml.h>

#include <thread>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// Browsers, systems, devices and bots by their User-Agent.
class TestUserAgents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knows_data();
    void knows();
    void agreesWithTheDataSetsOwnTests_data();
    void agreesWithTheDataSetsOwnTests();
    void noNameIsMadeOfBrokenText();
    void whatIsBehindTheLimitIsNotLookedAt();
    void threadsAgree();

private:
    const UserAgents m_agents;
};

void TestUserAgents::knows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("browser");
    QTest::addColumn<QByteArray>("os");
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<bool>("bot");
    const auto row = [](const char *name, const char *text, const char *browser, const char *os, const char *device) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(browser) << QByteArray(os) << QByteArray(device) << false;
    };
    const auto bot = [](const char *text, const char *browser) {
        QTest::newRow(browser) << QByteArray(text) << QByteArray(browser) << QByteArray() << QByteArray() << true;
    };
    row("nothing", "", "", "", "");
    row("curl", "curl/8.5.0", "curl", "", "");
    row("unknown", "made-up", "", "", "");
    row("Chrome on Windows",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Chrome", "Windows", "desktop");
    row("Edge on Windows",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 "
        "Edg/126.0.0.0",
        "Edge", "Windows", "desktop");
    row("Safari on a Mac",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15",
        "Safari", "Mac OS X", "desktop");
    row("Firefox on Linux", "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox", "Linux",
        "desktop");
    row("Firefox on Ubuntu", "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox",
        "Ubuntu", "desktop");
    row("Chromebook",
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Chrome", "Chrome OS", "desktop");
    row("iPhone",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
        "Mobile/15E148 Safari/604.1",
        "Mobile Safari", "iOS", "mobile");
    row("iPad",
        "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/12.1.2 Mobile/15E148 "
        "Safari/604.1",
        "Mobile Safari", "iOS", "tablet");
    row("Android telephone",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36",
        "Chrome Mobile", "Android", "mobile");
    row("Android tablet",
        "Mozilla/5.0 (Linux; Android 13; SM-X906B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
        "Chrome", "Android", "tablet");
    row("Firefox on Android", "Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0", "Firefox Mobile",
        "Android", "mobile");
    row("Firefox on a tablet", "Mozilla/5.0 (Android 14; Tablet; rv:127.0) Gecko/127.0 Firefox/127.0", "Firefox Mobile",
        "Android", "tablet");
    row("Samsung's browser",
        "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-G991B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 "
        "Chrome/121.0.0.0 Mobile Safari/537.36",
        "Samsung Internet", "Android", "mobile");
    row("television",
        "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) AppleWebKit/537.36 (KHTML, like Gecko) 76.0.3809.146/6.0 TV Safari/537.36",
        "Safari", "Tizen", "tv");
    bot("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot");
    bot("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot");
    bot("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "AhrefsBot");
    bot("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "FacebookBot");
}

void TestUserAgents::knows()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, browser);
    QFETCH(QByteArray, os);
    QFETCH(QByteArray, device);
    QFETCH(bool, bot);
    for (int again = 0; again < 2; ++again) { // parsed, and remembered
        const UserAgent agent = m_agents.find(text);
        QCOMPARE(QByteArray::fromStdString(agent.browser), browser);
        QCOMPARE(QByteArray::fromStdString(agent.os), os);
        QCOMPARE(QByteArray::fromStdString(agent.device), device);
        QCOMPARE(agent.bot, bot);
    }
}

void TestUserAgents::agreesWithTheDataSetsOwnTests_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("browsers") << u"test_ua.yaml"_s;
    QTest::newRow("systems") << u"test_os.yaml"_s;
    QTest::newRow("devices") << u"test_device.yaml"_s; // of these, who is a bot
}

void TestUserAgents::agreesWithTheDataSetsOwnTests()
{
    QFETCH(QString, file);
    const YAML::Node cases = YAML::LoadFile(QString(u"/usr/share/uap-core/tests/"_s + file).toStdString())["test_cases"];
    int tried = 0;
    for (const YAML::Node &item : cases) {
        const auto text = QByteArray::fromStdString(item["user_agent_string"].as<std::string>());
        if (text.size() > UserAgents::maxBytes || ++tried > 2'000)
            continue;
        const UserAgent agent = m_agents.find(text);
        const std::string family = item["family"].as<std::string>();
        const std::string expected = family == "Other" ? std::string() : family;
        const bool isRight = file == u"test_ua.yaml" ? agent.browser == expected
            : file == u"test_os.yaml"                ? agent.os == expected
                                                     : agent.bot == (family == "Spider");
        QVERIFY2(isRight, text.constData());
    }
    QVERIFY2(tried > 400, QByteArray::number(tried).constData());
}

// It becomes a name in a frame, which has to be UTF-8.
void TestUserAgents::noNameIsMadeOfBrokenText()
{
    const UserAgent agent = m_agents.find("Sn\xff\xe2\x28le\n/3 CFNetwork/1");
    QVERIFY(!agent.browser.empty());
    for (const char c : agent.browser)
        QVERIFY(c >= ' ' && c <= '~');
}

void TestUserAgents::whatIsBehindTheLimitIsNotLookedAt()
{
    const QByteArray googlebot = "Googlebot/2.1";
    QByteArray text(UserAgents::maxBytes - googlebot.size(), ' ');
    QCOMPARE(m_agents.find(text + googlebot).browser, std::string("Googlebot"));
    QCOMPARE(m_agents.find(text + QByteArray(20, ' ') + googlebot).browser, std::string());
}

void TestUserAgents::threadsAgree()
{
    std::vector<std::thread> threads;
    std::atomic<int> wrong = 0;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&] {
            for (int i = 0; i < 200; ++i) {
                const QByteArray version = QByteArray::number(i % 50);
                wrong += m_agents.find("Mozilla/5.0 (X11; Linux x86_64; rv:1.0) Gecko/20100101 Firefox/" + version + ".0")
                    != UserAgent {"Firefox", "Linux", "desktop", false};
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

QTEST_GUILESS_MAIN(TestUserAgents)
#include "tst_useragents.moc"
