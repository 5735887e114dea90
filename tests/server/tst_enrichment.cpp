#include "common/event/referrer.h"
#include "server/ingest/enrichment.h"
#include "server/ingest/pixel.h"
#include "server/ingest/trafficsource.h"
#include "server/ingest/visitorid.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// What ingest makes of a request.
class TestEnrichment : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void hosts_data();
    void hosts();
    void sources_data();
    void sources();
    void campaigns_data();
    void campaigns();
    void aLongValueIsCutAtACharactersEnd();
    void pathsHaveOneForm();
    void aHostileQueryIsReadOnce();
    void aBrowserIsWhatItsHeaderSays();
    void aBotIsOne();
    void otherClientsAreTakenAtTheirWord();
    void whatAnImporterKnowsStays();
    void aProgramMaySendForABrowser();
    void unknownUserAgentsOfARequestAreBounded();
    void unknownUserAgentsOfAClientAreBounded();
    void aVisitorIsMadeOfTheDayOfReceipt();
    void aUserStaysWhoHeIs();
    void visitorsCanBeOff();
    void countries_data();
    void countries();
    void aBadDatabaseOfCountriesIsNamed();
    void pixelParameters_data();
    void pixelParameters();

private:
    QTemporaryDir m_folder;
    UserAgents m_agents;
    AgentBudget m_budget {[] { return Timestamp(0); }};
    std::optional<GeoIp> m_countries;
    std::unique_ptr<VisitorSalts> m_salts;
};

namespace {

const QByteArray firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
constexpr Timestamp noon = 20'000 * microsPerDay + microsPerDay / 2;
const QString database = QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/data/countries.mmdb");

Request browser(const QByteArray &userAgent = firefox)
{
    Request request;
    request.origin = "https://shop.example";
    request.userAgent = userAgent;
    request.peer = QHostAddress(u"192.0.2.1"_s);
    return request;
}

Event view()
{
    Event event;
    event.siteId = "shop";
    event.eventType = pageView;
    event.timestamp = event.receivedAt = noon;
    return event;
}

Event enriched(const Enrichment &enrichment, const Request &request, Event event, bool isBrowser = true)
{
    Enrichment::OfRequest(enrichment, request, isBrowser).complete(event);
    return event;
}

}

void TestEnrichment::initTestCase()
{
    auto countries = GeoIp::open(database);
    QVERIFY(countries);
    m_countries = std::move(*countries);
    m_salts = std::make_unique<VisitorSalts>(m_folder.path());
    QVERIFY(m_salts->renew(noon));
}

void TestEnrichment::hosts_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("host");
    const auto row = [](const char *url, const char *host) { QTest::newRow(url) << QByteArray(url) << QByteArray(host); };
    row("", "");
    row("null", "");
    row("shop.example", "shop.example");
    row("https://shop.example", "shop.example");
    row("https://WWW.Shop.Example/a?b#c", "shop.example");
    row("http://shop.example:8080/", "shop.example");
    row("https://www2.shop.example?x", "www2.shop.example");
    row("https://user:word@shop.example/", "shop.example");
    row("https://shop.example/@x:1", "shop.example");
    row("http://[2001:DB8::1]:8080/", "[2001:db8::1]");
    row("android-app://com.google.android.gm/", "com.google.android.gm");
    row("https://", "");
}

void TestEnrichment::hosts()
{
    QFETCH(QByteArray, url);
    QTEST(QByteArray::fromStdString(hostOf(url.toStdString())), "host");
}

void TestEnrichment::sources_data()
{
    QTest::addColumn<QByteArray>("site");
    QTest::addColumn<QByteArray>("ownHost");
    QTest::addColumn<QByteArray>("referrer");
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("kept"); // of the referrer
    const auto row = [](const char *name, const char *site, const char *ownHost, const char *referrer, const char *query,
                         const char *source, const char *kept) {
        QTest::newRow(name) << QByteArray(site) << QByteArray(ownHost) << QByteArray(referrer) << QByteArray(query)
                            << QByteArray(source) << QByteArray(kept);
    };
    const char *const google = "https://www.google.com/";
    row("none", "shop", "shop.example", "", "", "", "");
    row("referrer", "shop", "shop.example", "https://www.Google.com/url?q=a", "", "google", "https://www.google.com/url");
    row("another site's", "shop", "shop.example", "https://www.blog.example/a#b", "", "blog.example", "https://www.blog.example/a");
    row("the page's own site", "shop", "shop.example", "https://www.shop.example/reset?token=T0K3N", "", "", "");
    row("with another port", "shop", "shop.example", "https://shop.example:8443/a", "", "", "");
    row("the site by its id", "www.shop.example", "", "https://shop.example/a", "", "", "");
    row("without a scheme", "shop.example", "", "shop.example/a", "", "", "");
    row("a host beside it", "shop.example", "", "https://blog.shop.example/a", "", "blog.shop.example", "https://blog.shop.example/a");
    row("utm_source", "shop", "shop.example", google, "?utm_source=News&source=a&ref=b", "news", google);
    row("source", "shop", "shop.example", google, "?ref=b&source=A", "a", google);
    row("ref", "shop", "shop.example", google, "?ref=ProductHunt&x=1", "producthunt", google);
    row("ref, a host", "shop", "shop.example", "", "?ref=https%3A%2F%2Fwww.blog.example%2Fa", "blog.example", "");
    row("ref, a known host", "shop", "shop.example", "", "?ref=m.facebook.com", "facebook", "");
    row("an empty one", "shop", "shop.example", google, "?utm_source=&utm_medium=x", "google", google);
    row("the first of a name", "shop", "shop.example", "", "?ref=a&ref=b", "a", "");
    row("a word within a word", "shop", "shop.example", "", "?href=a&datasource=b", "", "");
    row("within the site", "shop", "shop.example", "https://shop.example/", "utm_source=News", "news", "");
    row("an app", "shop", "shop.example", "android-app://org.example.mail/", "", "org.example.mail", "android-app://org.example.mail/");
    row("no host", "shop", "", "Newsletter?x", "", "", "Newsletter");
}

void TestEnrichment::sources()
{
    QFETCH(QByteArray, site);
    QFETCH(QByteArray, ownHost);
    QFETCH(QByteArray, referrer);
    QFETCH(QByteArray, query);
    Event event;
    event.siteId = site.toStdString();
    event.referrer = referrer.toStdString();
    event.query = query.toStdString();
    fillSource(event, ownHost.toStdString());
    QTEST(QByteArray::fromStdString(event.source), "source");
    QTEST(QByteArray::fromStdString(event.referrer), "kept");
}

void TestEnrichment::campaigns_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArrayList>("values"); // source, medium, campaign, term, content
    const auto row = [](const char *query, const QByteArrayList &values) { QTest::newRow(query) << QByteArray(query) << values; };
    row("?a=b", {"", "", "", "", ""});
    row("?utm_source=a&utm_medium=b&utm_campaign=c", {"a", "b", "c", "", ""});
    row("utm_campaign=spring+sale%21&x=1", {"", "", "spring sale!", "", ""});
    row("?utm_source=%C3%A4", {"\xc3\xa4", "", "", "", ""});
    row("?utm_source=%FF&utm_medium=b", {"", "b", "", "", ""});
    row("?utm_source=a%00b&utm_medium=b", {"", "b", "", "", ""});
    row("?utm_source=%ED%A0%80", {"", "", "", "", ""});
    row("?utm_source", {"", "", "", "", ""});
    row("?xutm_source=a", {"", "", "", "", ""});
    row("?utm_term=tea+cup&utm_content=b", {"", "", "", "tea cup", "b"});
}

void TestEnrichment::campaigns()
{
    QFETCH(QByteArray, query);
    Event event;
    event.query = query.toStdString();
    fillSource(event, {});
    const auto bytes = [](const std::string &text) { return QByteArray::fromStdString(text); };
    QTEST((QByteArrayList {bytes(event.utmSource), bytes(event.utmMedium), bytes(event.utmCampaign),
              bytes(event.utmTerm), bytes(event.utmContent)}), "values");
}

void TestEnrichment::aLongValueIsCutAtACharactersEnd()
{
    Event event;
    event.query = "utm_source=" + std::string(254, 'a') + "%C3%A4%C3%A4";
    event.referrer = "https://x/";
    fillSource(event, {});
    QCOMPARE(event.utmSource, std::string(254, 'a'));
    QCOMPARE(event.source, std::string(254, 'a'));
}

void TestEnrichment::pathsHaveOneForm()
{
    Event sent = view();
    sent.path = "/caf%c3%a9/";
    QCOMPARE(enriched(Enrichment(m_agents, m_budget, m_countries, m_salts.get()), {}, sent, false).path, std::string("/café/"));
    const Enrichment dropping(m_agents, m_budget, m_countries, m_salts.get(), Enrichment::TrailingSlash::Drop);
    QCOMPARE(enriched(dropping, {}, sent, false).path, std::string("/café"));
    QCOMPARE(enriched(dropping, browser(), sent).path, std::string("/café"));
}

// Within a tenth of a second for all that a request can bring.
void TestEnrichment::aHostileQueryIsReadOnce()
{
    Event sent = view();
    sent.query = QByteArray("a&").repeated(1'024).toStdString();
    sent.referrer = "https://" + QByteArray("a.").repeated(120).toStdString() + "example/";
    std::vector<Event> events(4'000, sent);
    QElapsedTimer timer;
    timer.start();
    for (Event &event : events)
        fillSource(event, "shop.example");
    qInfo("%lld ms", timer.elapsed());
    QCOMPARE(events.back().source, QByteArray("a.").repeated(120).toStdString() + "example");
}

void TestEnrichment::aBrowserIsWhatItsHeaderSays()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, m_salts.get());
    Event sent = view();
    sent.userAgent = "curl/8.5.0"; // which a page cannot know better
    const Event event = enriched(enrichment, browser(), sent);
    QCOMPARE(event.browser, std::string("Firefox"));
    QCOMPARE(event.os, std::string("Linux"));
    QCOMPARE(event.device, std::string("desktop"));
    QCOMPARE(event.country, std::string("DE"));
    QVERIFY(event.bot.empty());
}

void TestEnrichment::aBotIsOne()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, m_salts.get());
    const Event event = enriched(enrichment, browser("Mozilla/5.0 (compatible; Googlebot/2.1)"), view());
    QCOMPARE(event.bot, std::string("Googlebot"));
    QVERIFY(event.browser.empty() && event.os.empty() && event.device.empty());
    QCOMPARE(enriched(enrichment, browser(""), view()).bot, std::string("No User-Agent")); // no browser does that
}

void TestEnrichment::otherClientsAreTakenAtTheirWord()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, m_salts.get());
    Request request = browser("Mozilla/5.0 (compatible; Googlebot/2.1)");
    request.origin.clear();
    Event sent = view();
    Event event = enriched(enrichment, request, sent, false);
    QVERIFY(event.browser.empty() && event.country.empty() && event.userId.empty() && event.bot.empty());
    sent.userAgent = firefox.toStdString();
    event = enriched(enrichment, request, sent, false);
    QCOMPARE(event.browser, std::string("Firefox"));
    QVERIFY(event.country.empty() && event.userId.empty() && event.bot.empty());
    sent.userAgent = "Mozilla/5.0 (compatible; Googlebot/2.1)";
    event = enriched(enrichment, request, sent, false);
    QVERIFY(event.browser.empty());
    QCOMPARE(event.bot, std::string("Googlebot"));
}

// Of an export of another tool, whose events come without a User-Agent.
void TestEnrichment::whatAnImporterKnowsStays()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, m_salts.get());
    Event sent = view();
    sent.browser = "Safari";
    sent.os = "iOS";
    sent.device = "mobile";
    sent.country = "RO";
    sent.source = "Google";
    sent.referrer = "https://news.example/";
    Request request;
    request.userAgent = "footfall";
    const Event event = enriched(enrichment, request, sent, false);
    QCOMPARE(event.browser, sent.browser);
    QCOMPARE(event.os, sent.os);
    QCOMPARE(event.device, sent.device);
    QCOMPARE(event.country, sent.country);
    QCOMPARE(event.source, std::string("google"));
}

// Such as Umami's client for node, which is told of the visitor's browser.
void TestEnrichment::aProgramMaySendForABrowser()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, m_salts.get());
    Request request = browser("node-fetch/1.0");
    request.origin.clear();
    Event sent = view();
    sent.userAgent = firefox.toStdString();
    const Event event = enriched(enrichment, request, sent);
    QCOMPARE(event.browser, std::string("Firefox"));
    QCOMPARE(event.userId, enriched(enrichment, browser(), view()).userId);
}

namespace {

// A kilobyte that no cache has: the worst that may come.
std::string unknownAgent(int number)
{
    return "Firefox/" + std::to_string(1'000 + number) + ".0" + std::string(1024 - 14, ' ');
}

}

// Else one request of 8 MiB would keep all others waiting for seconds.
void TestEnrichment::unknownUserAgentsOfARequestAreBounded()
{
    AgentBudget budget([] { return Timestamp(0); });
    const Enrichment enrichment(m_agents, budget, m_countries, m_salts.get());
    QCOMPARE(m_agents.find(firefox).browser, std::string("Firefox")); // from now on it is known
    const auto known = [&](int from) {
        Request request;
        Enrichment::OfRequest all(enrichment, request, false);
        int count = 0;
        for (int i = from; i < from + 400; ++i) {
            Event event = view();
            event.userAgent = unknownAgent(i);
            all.complete(event);
            count += event.browser == "Firefox";
        }
        Event crawler = view();
        crawler.userAgent = "Googlebot/" + std::to_string(from) + ".1";
        all.complete(crawler);
        count += crawler.bot.empty() ? 10'000 : 0; // bots are known for longer
        Event event = view();
        event.userAgent = firefox.toStdString();
        all.complete(event);
        return std::pair(count, event.browser);
    };
    QCOMPARE(known(0), std::pair(256, std::string("Firefox")));
    QCOMPARE(known(0), std::pair(400, std::string("Firefox"))); // the next request brings the next
}

// Else whoever asks for the pixel with ever new ones would take the thread from all others.
void TestEnrichment::unknownUserAgentsOfAClientAreBounded()
{
    Timestamp now = 0;
    AgentBudget budget([&] { return now; });
    const Enrichment enrichment(m_agents, budget, m_countries, m_salts.get());
    const auto known = [&](const QString &address, int from, int requests) {
        int count = 0;
        for (int i = from; i < from + requests; ++i) {
            Request request = browser(QByteArray::fromStdString(unknownAgent(i)));
            request.peer = QHostAddress(address);
            count += enriched(enrichment, request, view()).browser == "Firefox";
        }
        return count;
    };
    QCOMPARE(known(u"192.0.2.1"_s, 2'000, 600), 512);
    QCOMPARE(known(u"192.0.2.2"_s, 3'000, 1), 1); // another's share is its own
    QCOMPARE(known(u"127.0.0.1"_s, 4'000, 2'000), 1'535); // and all together have a limit, too
    now = microsPerSecond;
    QCOMPARE(known(u"192.0.2.1"_s, 7'000, 200), 128);
}

void TestEnrichment::aVisitorIsMadeOfTheDayOfReceipt()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, m_salts.get());
    Event sent = view();
    const auto visitorOn = [&](int day) {
        return visitorId(*m_salts->of(day), "shop", QHostAddress(u"192.0.2.1"_s), firefox);
    };
    sent.timestamp = noon - 100 * microsPerDay;
    QCOMPARE(enriched(enrichment, browser(), sent).userId, visitorOn(20'000));
    sent.receivedAt = 20'001 * microsPerDay - 1;
    QCOMPARE(enriched(enrichment, browser(), sent).userId, visitorOn(20'000));
    sent.receivedAt = 20'001 * microsPerDay;
    QCOMPARE(enriched(enrichment, browser(), sent).userId, visitorOn(20'001));
}

void TestEnrichment::aUserStaysWhoHeIs()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, m_salts.get());
    Event sent = view();
    sent.userId = "anna";
    QCOMPARE(enriched(enrichment, browser(), sent).userId, std::string("anna"));
}

void TestEnrichment::visitorsCanBeOff()
{
    const Enrichment enrichment(m_agents, m_budget, m_countries, nullptr);
    const Event event = enriched(enrichment, browser(), view());
    QVERIFY(event.userId.empty());
    QCOMPARE(event.browser, std::string("Firefox"));
}

void TestEnrichment::countries_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QByteArray>("country");
    QTest::newRow("IPv4") << u"192.0.2.255"_s << QByteArray("DE");
    QTest::newRow("another") << u"198.51.100.7"_s << QByteArray("NZ");
    QTest::newRow("as IPv6") << u"::ffff:198.51.100.7"_s << QByteArray("NZ");
    QTest::newRow("IPv6") << u"2001:db8:1::1"_s << QByteArray("JP");
    QTest::newRow("unknown") << u"203.0.113.1"_s << QByteArray();
    QTest::newRow("unknown IPv6") << u"2001:db9::1"_s << QByteArray();
    QTest::newRow("loopback") << u"127.0.0.1"_s << QByteArray();
}

void TestEnrichment::countries()
{
    QFETCH(QString, address);
    QTEST(QByteArray::fromStdString(m_countries->countryOf(QHostAddress(address))), "country");
}

void TestEnrichment::aBadDatabaseOfCountriesIsNamed()
{
    for (const QString &path : {u"/nonexistent.mmdb"_s, QStringLiteral(FOOTFALL_SOURCE_DIR "/README.md")}) {
        const auto bad = GeoIp::open(path);
        QVERIFY(!bad);
        QVERIFY2(bad.error().message.startsWith(path + u": "_s), qPrintable(bad.error().message));
    }
}

void TestEnrichment::pixelParameters_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::addColumn<QByteArray>("fields"); // or the error's message
    const auto row = [](const char *query, const char *fields) { QTest::newRow(query) << QByteArray(query) << QByteArray(fields); };
    row("", "Missing required parameter: site_id");
    row("path=/", "Missing required parameter: site_id");
    row("site_id=", "Missing required parameter: site_id");
    row("site_id=shop", "shop page_view");
    row("s=shop&p=%2Fa%20b&r=https%3A%2F%2Fx%2F&q=utm_source%3Dn&i=1", "shop page_view /a b https://x/ utm_source=n 1");
    row("site_id=shop&s=other&path=%22", "shop page_view \"");
    row("s=shop&p=%FF", "p: expected UTF-8 without U+0000");
    row("s=a%00b", "s: expected UTF-8 without U+0000");
    row("s=shop&count=5", "shop page_view");
}

void TestEnrichment::pixelParameters()
{
    QFETCH(QByteArray, query);
    Request request;
    request.query = query;
    const auto view = PixelView::read(request);
    QByteArrayList fields;
    if (view) {
        const EventDraft draft = view->draft();
        for (const DraftText &text : {draft.siteId, draft.eventType, draft.path, draft.referrer, draft.query, draft.eventId}) {
            if (text.state == DraftText::State::Text)
                fields += QByteArray(text.text.data(), qsizetype(text.text.size()));
        }
    }
    QTEST(view ? fields.join(' ') : view.error().message.toUtf8(), "fields");
}

QTEST_GUILESS_MAIN(TestEnrichment)
#include "tst_enrichment.moc"
