#include "server/ingest/bots.h"
#include "server/ingest/textsearch.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// Who is a bot, and by which name; and that no person is one.
class TestBots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFieldsAreTold();
    void noPersonIsOne();
    void thePackagesInstancesAreBots();
    void ourInstancesAreWhatTheyAreFor_data();
    void ourInstancesAreWhatTheyAreFor();
    void names_data();
    void names();
    void namesAreBounded();
    void textsAreFoundInOnePass();

private:
    QByteArray nameOf(const QByteArray &text) const { return QByteArray::fromStdString(m_bots.nameOf(text.toStdString())); }

    const Bots m_bots;
};

static QByteArrayList linesOf(const QString &name)
{
    QFile file(QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/data/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QByteArrayList();
}

static QJsonDocument resource(const QString &name)
{
    QFile file(u":/bots/"_s + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

void TestBots::theFieldsAreTold()
{
    const QByteArrayList lines = linesOf(u"user-agents.tsv"_s);
    QVERIFY(lines.size() > 30);
    for (const QByteArray &line : lines) {
        const QByteArrayList fields = line.split('\t'); // bot or human, what it is called, User-Agent
        QVERIFY2((fields[0] == "bot") == !nameOf(fields[2]).isEmpty(), line.constData());
    }
}

void TestBots::noPersonIsOne()
{
    const QByteArrayList lines = linesOf(u"people.txt"_s);
    QVERIFY(lines.size() > 150);
    for (const QByteArray &line : lines)
        QVERIFY2(nameOf(line).isEmpty(), QByteArray(nameOf(line) + ": " + line).constData());
}

void TestBots::thePackagesInstancesAreBots()
{
    // What the package takes for bots and people use: a browser's shell, telephones, applications.
    const QStringList people {u"Fluid"_s, u"AP3A\\.240617\\.008"_s, u"MetaIAB Facebook"_s, u"Code\\/1\\."_s, u"Trae\\/"_s};
    const QJsonArray entries = resource(u"crawler-user-agents.json"_s).array();
    QVERIFY(entries.size() > 1'000);
    for (const QJsonValue &entry : entries) {
        const QString pattern = entry[u"pattern"_s].toString();
        for (const QJsonValue &instance : entry[u"instances"_s].toArray()) {
            const QByteArray text = instance.toString().toLatin1();
            QVERIFY2(nameOf(text).isEmpty() == people.contains(pattern), text.constData());
        }
    }
}

void TestBots::ourInstancesAreWhatTheyAreFor_data()
{
    QTest::addColumn<bool>("isBot");
    QTest::newRow("first") << true;
    QTest::newRow("people") << false;
    QTest::newRow("more") << true;
}

void TestBots::ourInstancesAreWhatTheyAreFor()
{
    QFETCH(bool, isBot);
    const QJsonArray entries = resource(u"more.json"_s).object()[QLatin1StringView(QTest::currentDataTag())].toArray();
    QVERIFY(!entries.isEmpty());
    for (const QJsonValue &entry : entries) {
        QVERIFY(!entry[u"reason"_s].toString().isEmpty() && !entry[u"instances"_s].toArray().isEmpty());
        for (const QJsonValue &instance : entry[u"instances"_s].toArray()) {
            const QByteArray text = instance.toString().toLatin1();
            QVERIFY2(isBot == !nameOf(text).isEmpty(), text.constData());
        }
    }
}

void TestBots::names_data()
{
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char *text, const char *name) { QTest::newRow(text) << QByteArray(name); };
    row("", "");
    row("made-up", "");
    row("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "Googlebot");
    row("DoCoMo/2.0 N905i(c100;TB;W24H16) (compatible; Googlebot-Mobile/2.1; +http://www.google.com/bot.html)", "Googlebot");
    row("Mozilla/5.0 (Linux; Android 8.0; Pixel 2 Build/OPD3.170816.012; Storebot-Google/1.0) AppleWebKit/537.36", "Storebot-Google");
    row("Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bingbot");
    row("Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)", "YandexBot");
    row("Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)", "AhrefsBot");
    row("Mozilla/5.0 (compatible; AhrefsSiteAudit/6.1; +http://ahrefs.com/robot/)", "AhrefsBot");
    row("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)", "GPTBot");
    row("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; ClaudeBot/1.0; +claudebot@anthropic.com)", "ClaudeBot");
    row("Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0; +https://perplexity.ai)", "Perplexity-User");
    row("facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "facebookexternalhit");
    row("WhatsApp/2.23.20.0 A", "WhatsApp");
    row("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "Slackbot");
    row("Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)", "Discordbot");
    row("TelegramBot (like TwitterBot)", "TelegramBot");
    row("curl/8.5.0", "curl");
    row("Wget/1.21.4", "Wget");
    row("wget/1.9", "Wget");
    row("python-requests/2.31.0", "python-requests");
    row("Python/3.9 aiohttp/3.8.1", "aiohttp");
    row("python-httpx/0.27.0", "httpx");
    row("Go-http-client/2.0", "Go-http-client");
    row("okhttp/4.12.0", "okhttp");
    row("axios/1.6.2", "axios");
    row("node-fetch/1.0 (+https://github.com/bitinn/node-fetch)", "node-fetch");
    row("undici", "undici");
    row("Java/17.0.9", "Java");
    row("Apache-HttpClient/4.5.14 (Java/17.0.9)", "Apache-HttpClient");
    row("libwww-perl/6.68", "libwww-perl");
    row("PHP/8.2.10", "PHP");
    row("Ruby", "Ruby");
    row("GuzzleHttp/7", "Guzzle");
    row("Scrapy/2.11.0 (+https://scrapy.org)", "Scrapy");
    row("reqwest/0.11.18", "reqwest");
    row("PostmanRuntime/7.36.0", "PostmanRuntime");
    row("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/119.0.6045.105 Safari/537.36",
        "HeadlessChrome");
    row("Mozilla/5.0 (Linux; Android 11; moto g power) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/119.0.0.0 Mobile Safari/537.36 "
        "Chrome-Lighthouse", "Chrome-Lighthouse");
    row("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/61.0.3163.100 Safari/537.36 PingdomPageSpeed/1.0 "
        "(pingbot/2.0; +http://www.pingdom.com/)", "Pingdom");
    row("Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)", "UptimeRobot");
    row("Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)", "Feedly");
    // Not known by name.
    row("Mozilla/5.0 (compatible; Unheard of/1.2; +https://unheard.example/about)", "Unheard of");
    row("UnheardOfBot/0.3", "UnheardOfBot");
}

void TestBots::names()
{
    QFETCH(QByteArray, name);
    QCOMPARE(nameOf(QTest::currentDataTag()), name);
}

void TestBots::namesAreBounded()
{
    for (const char *text : {"(compatible; %1/1.0; +http://a.example)", "%1bot", "%1 crawler", "ContextualBot %1 outcomes.net"}) {
        const QByteArray name = nameOf(QByteArray(text).replace("%1", QByteArray(900, 'x')));
        QVERIFY2(std::size_t(name.size()) <= Bots::maxName, name.constData());
    }
}

// As many finds as with a search for each text.
void TestBots::textsAreFoundInOnePass()
{
    QRandomGenerator random(11);
    const auto word = [&](int longest) {
        std::string text;
        for (int size = random.bounded(1, longest + 1); size > 0; --size)
            text += char('a' + random.bounded(3));
        return text;
    };
    int matches = 0;
    for (int round = 0; round < 200; ++round) {
        std::vector<std::string> texts;
        for (int i = 0; i < 20; ++i)
            texts.push_back(word(6));
        std::sort(texts.begin(), texts.end());
        texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
        const TextSearch search(texts);
        const std::string text = word(40);
        std::vector<int> found = search.find(text);
        std::sort(found.begin(), found.end());
        std::vector<int> expected;
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (text.find(texts[i]) != text.npos)
                expected.push_back(int(i));
        }
        QCOMPARE(found, expected);
        matches += int(found.size());
    }
    QVERIFY(matches > 200);
}

QTEST_GUILESS_MAIN(TestBots)
#include "tst_bots.moc"
