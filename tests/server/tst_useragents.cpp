#include "server/ingest/useragents.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <yaml-cpp/yaml.h>

#include <ctime>
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
    void hostileTextsAreCheap_data();
    void hostileTextsAreCheap();

private:
    const UserAgents m_agents;
};

void TestUserAgents::knows_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("browser");
    QTest::addColumn<QByteArray>("os");
    QTest::addColumn<QByteArray>("device");
    QTest::addColumn<QByteArray>("bot");
    const auto row = [](const char *name, const char *text, const char *browser, const char *os, const char *device) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(browser) << QByteArray(os) << QByteArray(device) << QByteArray();
    };
    const auto bot = [](const char *text, const char *name) {
        QTest::newRow(name) << QByteArray(text) << QByteArray() << QByteArray() << QByteArray() << QByteArray(name);
    };
    row("nothing", "", "", "", "");
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
    bot("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebookexternalhit");
    bot("curl/8.5.0", "curl");
}

void TestUserAgents::knows()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, browser);
    QFETCH(QByteArray, os);
    QFETCH(QByteArray, device);
    QFETCH(QByteArray, bot);
    for (int again = 0; again < 2; ++again) { // parsed, and remembered
        const UserAgent agent = m_agents.find(text);
        QCOMPARE(QByteArray::fromStdString(agent.browser), browser);
        QCOMPARE(QByteArray::fromStdString(agent.os), os);
        QCOMPARE(QByteArray::fromStdString(agent.device), device);
        QCOMPARE(QByteArray::fromStdString(agent.bot), bot);
    }
}

void TestUserAgents::agreesWithTheDataSetsOwnTests_data()
{
    QTest::addColumn<QString>("file");
    QTest::newRow("browsers") << u"test_ua.yaml"_s;
    QTest::newRow("systems") << u"test_os.yaml"_s;
}

void TestUserAgents::agreesWithTheDataSetsOwnTests()
{
    QFETCH(QString, file);
    const YAML::Node cases = YAML::LoadFile(QString(u"/usr/share/uap-core/tests/"_s + file).toStdString())["test_cases"];
    int tried = 0;
    for (const YAML::Node &item : cases) {
        const auto text = QByteArray::fromStdString(item["user_agent_string"].as<std::string>());
        const UserAgent agent = m_agents.find(text);
        if (text.size() > UserAgents::maxBytes || !agent.bot.empty() || ++tried > 2'000)
            continue;
        const std::string family = item["family"].as<std::string>();
        const std::string expected = family == "Other" ? std::string() : family;
        QVERIFY2((file == u"test_ua.yaml" ? agent.browser : agent.os) == expected, text.constData());
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
    QCOMPARE(m_agents.find(text + googlebot).bot, std::string("Googlebot"));
    QCOMPARE(m_agents.find(text + QByteArray(20, ' ') + googlebot).bot, std::string());
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
                    != UserAgent {"Firefox", "Linux", "desktop", {}};
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(wrong.load(), 0);
}

// A fresh User-Agent is parsed on the thread of ingest, so what the worst of them cost bounds what all others
// wait for. The figures are printed; the limit is for a machine that is busy with other tests, or a build with
// sanitizers.
void TestUserAgents::hostileTextsAreCheap_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::newRow("words that the data sets look for") << QByteArray("words");
    QTest::newRow("the same, in the wrong case") << QByteArray("WORDS"); // so that no expression ends the search
    QTest::newRow("any bytes") << QByteArray("bytes");
    QTest::newRow("open parentheses") << QByteArray("open");
    QTest::newRow("a browser's, made long") << QByteArray("long");
}

void TestUserAgents::hostileTextsAreCheap()
{
    QFETCH(QByteArray, kind);
    constexpr int texts = 500;
    constexpr double mostMicroseconds = 5'000;
    QRandomGenerator random(7); // the same texts each time
    QByteArrayList words;
    for (const QString &name : {u":/useragents/regexes.yaml"_s, u":/bots/crawler-user-agents.json"_s}) {
        QFile file(name);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        static const QRegularExpression word(u"[A-Za-z][A-Za-z0-9_-]{2,}"_s);
        for (auto found = word.globalMatch(QString::fromUtf8(file.readAll())); found.hasNext();)
            words += found.next().captured().toUtf8();
    }
    QVERIFY(words.size() > 1'000);

    m_agents.find("ready");
    std::clock_t ticks = 0; // of this process, so that a busy machine matters little
    for (int i = 0; i < texts; ++i) {
        QByteArray text = QByteArray::number(i) + ' ';
        if (kind == "long")
            text += "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 ";
        while (text.size() < UserAgents::maxBytes) {
            if (kind == "words")
                text += words[random.bounded(words.size())] + '/';
            else if (kind == "WORDS")
                text += words[random.bounded(words.size())].toUpper() + '/';
            else if (kind == "bytes")
                text += char(random.bounded(1, 256));
            else if (kind == "open")
                text += random.bounded(8) ? "(" : "Android";
            else
                text += "Word/1." + QByteArray::number(random.bounded(1'000)) + ' ';
        }
        text.truncate(UserAgents::maxBytes);
        const std::clock_t begin = std::clock();
        m_agents.find(text);
        ticks += std::clock() - begin;
    }
    const double microseconds = double(ticks) * 1e6 / CLOCKS_PER_SEC / texts;
    qInfo("%.0f microseconds for 1 KB", microseconds);
    QVERIFY(microseconds < mostMicroseconds);
}

QTEST_GUILESS_MAIN(TestUserAgents)
#include "tst_useragents.moc"
