#include "tests/browser/browser.h"
#include "tests/browser/pageserver.h"
#include "tests/browser/recordingproxy.h"
#include "tests/support/http.h"
#include "tests/support/query.h"
#include "tests/support/stack.h"

#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

// The tracker in a real browser, on pages of another origin than Footfall's.
class TestTracker : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void countsAPageAsItLoads();
    void countsPathsThatChangeWithoutALoad();
    void countsEventsOfThePage_earlyOnesToo();
    void countsAPageThatGoesAway_data();
    void countsAPageThatGoesAway();
    void countsLinksWhenAsked_data();
    void countsLinksWhenAsked();
    void countsOnceWhereItStandsTwice();
    void countsFromEverySnippet_data();
    void countsFromEverySnippet();
    void countsHashesWhenAsked();
    void countsParametersWhenAsked();
    void sendsOnlyTheWordsOfASource();
    void isSilentInABrowserOfOnesOwn();
    void countsWhereNothingCanBeStored();
    void isSmall();
    void isSilentWhereTheVisitorHasAskedForIt_data();
    void isSilentWhereTheVisitorHasAskedForIt();
    void waitsUntilAPrerenderedPageIsShown();
    void sendsAgainWhatGotNoAnswer_andItCountsOnce();
    void thePixelNeedsNoScript();
    void cleanup();

private:
    void setPage(const QByteArray &path, const QByteArray &attributes = {}, const QByteArray &before = {},
        const QByteArray &body = {});
    // Waits until so many POSTs were accepted and are in the database; whether there were no more.
    bool areSent(int requests);
    QList<QByteArrayList> events(const QByteArray &columns = "event_type, path") const;

    Stack m_stack;
    Browser m_browser;
    PageServer m_pages;
    std::unique_ptr<RecordingProxy> m_proxy;
    int m_site = 0; // one for each test
    QByteArray m_siteId;
};

void TestTracker::initTestCase()
{
    QVERIFY(m_stack.start());
    m_proxy = std::make_unique<RecordingProxy>(m_stack.ingestPort());
    QVERIFY2(m_browser.start(), "apt-get install chromium");
}

void TestTracker::init()
{
    m_siteId = "site-" + QByteArray::number(++m_site);
    m_proxy->forget();
}

void TestTracker::setPage(
    const QByteArray &path, const QByteArray &attributes, const QByteArray &before, const QByteArray &body)
{
    m_pages.setPage(path,
        "<!DOCTYPE html><title>Page</title>" + before + "<script defer data-site=\"" + m_siteId + "\" " + attributes + " src=\""
            + m_proxy->url(u"/f.js"_s).toEncoded() + "\"></script>" + body);
}

bool TestTracker::areSent(int requests)
{
    return waitFor([&] { return m_proxy->accepted() >= requests; }, 20s)
        && waitFor(
            [&] {
                return json(get(m_stack.ingestUrl(u"/health"_s)))[u"queue_size"].toInt() == 0 && !events().isEmpty();
            },
            20s)
        && m_proxy->count("POST /event") == requests;
}

QList<QByteArrayList> TestTracker::events(const QByteArray &columns) const
{
    return queryRows(m_stack.database(), "SELECT " + columns + " FROM events WHERE site_id = '" + m_siteId + "' ORDER BY received_at, event_type");
}

void TestTracker::countsAPageAsItLoads()
{
    setPage("/landing");
    m_pages.setPage("/elsewhere", "<!DOCTYPE html><a id=a href='" + m_pages.url(u"/landing?utm_source=news&x=1"_s).toEncoded() + "'>a</a>");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/elsewhere"_s, u"127.0.0.1"_s)));
    page.evaluate(u"document.querySelector('#a').click()"_s);
    QVERIFY(areSent(1));
    QCOMPARE(events("event_type, path, referrer, source, utm_source, browser, device, length(user_id), bot"),
        (QList<QByteArrayList> {{"page_view", "/landing", m_pages.url(u"/"_s, u"127.0.0.1"_s).toEncoded(), "news", "news",
            "Chrome", "desktop", "33", ""}}));
    // And again from the browser's cache, without the campaign.
    QVERIFY(page.open(m_pages.url(u"/landing?x=1"_s)));
    QVERIFY(areSent(2));
    QCOMPARE(events("path, utm_source").last(), (QByteArrayList {"/landing", ""}));
    QCOMPARE(json(get(m_stack.statsUrl(u"/stats?site_id="_s + QString::fromLatin1(m_siteId))))[u"total_views"].toInt(), 2);
}

void TestTracker::countsPathsThatChangeWithoutALoad()
{
    setPage("/app");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/app"_s)));
    QVERIFY(areSent(1));
    page.evaluate(u"history.pushState({}, '', '/app/one')"_s);
    QVERIFY(areSent(2));
    page.evaluate(u"history.pushState({}, '', '/app/one?page=2'); history.replaceState({}, '', '#part')"_s); // same path
    page.evaluate(u"history.replaceState({}, '', '/app/two')"_s);
    QVERIFY(areSent(3));
    page.evaluate(u"history.go(-2)"_s);
    QVERIFY(areSent(4));
    QCOMPARE(events("path"), (QList<QByteArrayList> {{"/app"}, {"/app/one"}, {"/app/two"}, {"/app"}}));
}

void TestTracker::countsEventsOfThePage_earlyOnesToo()
{
    setPage("/signup", {},
        "<script>window.footfall = window.footfall || function () { (footfall.q = footfall.q || []).push(arguments) };"
        "footfall('early', {n: 1})</script>");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/signup"_s)));
    page.evaluate(u"footfall('signup', {plan: 'pro'})"_s);
    page.evaluate(u"footfall('plain')"_s);
    QVERIFY(areSent(4));
    auto rows = events("event_type, path, coalesce(props::text, '')");
    std::sort(rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.first() < b.first(); });
    QCOMPARE(rows,
        (QList<QByteArrayList> {{"early", "/signup", R"({"n": 1})"}, {"page_view", "/signup", ""}, {"plain", "/signup", ""},
            {"signup", "/signup", R"({"plan": "pro"})"}}));
}

void TestTracker::countsAPageThatGoesAway_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::newRow("by a fetch") << QByteArray("addEventListener('pagehide', function () { footfall('bye') })");
    QTest::newRow("by a beacon") << QByteArray("addEventListener('pagehide', function () {"
                                               "    Object.defineProperty(document, 'hidden', {get: () => true});"
                                               "    window.fetch = null;"
                                               "    footfall('bye')"
                                               "})");
}

void TestTracker::countsAPageThatGoesAway()
{
    QFETCH(QByteArray, script);
    setPage("/leaving", {}, {}, "<script>" + script + "</script>");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/leaving"_s)));
    QVERIFY(areSent(1));
    QVERIFY(page.open(m_pages.url(u"/empty"_s)));
    QVERIFY(areSent(2));
    QCOMPARE(events(), (QList<QByteArrayList> {{"page_view", "/leaving"}, {"bye", "/leaving"}}));
}

void TestTracker::countsLinksWhenAsked_data()
{
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QByteArray>("link");
    QTest::addColumn<QByteArray>("type"); // empty: not counted
    const QByteArray all = "data-auto=\"outbound downloads\"";
    const QByteArray away = m_pages.url(u"/away"_s, u"127.0.0.1"_s).toEncoded();
    QTest::newRow("outbound") << all << away << QByteArray("outbound");
    QTest::newRow("download") << all << QByteArray("/files/manual.pdf") << QByteArray("download");
    QTest::newRow("within the site") << all << QByteArray("/other") << QByteArray();
    QTest::newRow("downloads alone") << QByteArray("data-auto=\"downloads\"") << away << QByteArray();
    QTest::newRow("not asked for") << QByteArray() << away << QByteArray();
}

void TestTracker::countsLinksWhenAsked()
{
    QFETCH(QByteArray, attributes);
    QFETCH(QByteArray, link);
    QFETCH(QByteArray, type);
    setPage("/links", attributes, {}, "<a id=a href='" + link + "'><b id=b>There</b></a>");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/links"_s)));
    QVERIFY(areSent(1));
    page.evaluate(u"document.querySelector('#b').click()"_s);
    QVERIFY(waitFor([&] { return page.evaluate(u"location.pathname"_s) != u"/links"_s; }, 20s));
    QVERIFY(areSent(type.isEmpty() ? 1 : 2));
    QCOMPARE(events("event_type").last().first(), type.isEmpty() ? QByteArray("page_view") : type);
}

void TestTracker::countsOnceWhereItStandsTwice()
{
    setPage("/twice", {}, {}, "<script defer data-site='" + m_siteId + "' src='" + m_proxy->url(u"/f.js"_s).toEncoded() + "'></script>");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/twice"_s)));
    page.evaluate(u"history.pushState({}, '', '/twice/two'); footfall('signup')"_s);
    QVERIFY(areSent(3));
    QCOMPARE(events("path").size(), 3);
    // But for each of two sites.
    const QByteArray other = m_siteId + "-other";
    setPage("/both", {}, {}, "<script defer data-site='" + other + "' src='" + m_proxy->url(u"/f.js"_s).toEncoded() + "'></script>");
    QVERIFY(page.open(m_pages.url(u"/both"_s)));
    QVERIFY(areSent(5));
    QCOMPARE(queryValue(m_stack.database(), "SELECT path FROM events WHERE site_id = '" + other + "'"), "/both");
}

void TestTracker::countsFromEverySnippet_data()
{
    const QByteArray src = " src='" + m_proxy->url(u"/f.js"_s).toEncoded() + "'";
    QTest::addColumn<QByteArray>("snippet"); // SITE: the site
    QTest::addColumn<bool>("namesSite");
    QTest::newRow("a module") << QByteArray("<script type=module data-site=SITE" + src + "></script>") << true;
    QTest::newRow("a module without a site") << QByteArray("<script type=module" + src + "></script>") << false;
    QTest::newRow("async, by its other name")
        << QByteArray("<script async data-site=SITE src='" + m_proxy->url(u"/footfall.js"_s).toEncoded() + "'></script>") << true;
    // As Google's does: it makes the element anew and keeps no attributes that it does not know.
    QTest::newRow("a tag manager") << QByteArray("<script>var s = document.createElement('script'); s.async = true;"
                                                 "s.src = '" + m_proxy->url(u"/f.js"_s).toEncoded()
                                                 + "'; document.head.appendChild(s)</script>")
                                   << false;
    QTest::newRow("its text, copied into the page")
        << QByteArray("<script type='text/plain' data-site=SITE" + src + "></script><script>fetch('" + m_proxy->url(u"/f.js"_s).toEncoded()
               + "').then(a => a.text()).then(text => { var s = document.createElement('script'); s.text = text; document.body.appendChild(s) })</script>")
        << true;
}

void TestTracker::countsFromEverySnippet()
{
    QFETCH(QByteArray, snippet);
    QFETCH(bool, namesSite);
    // A host for each row, which is then the site.
    const QByteArray host = "row-" + m_siteId + ".localhost";
    if (!namesSite)
        m_siteId = host;
    m_pages.setPage("/any", "<!DOCTYPE html><title>Page</title><body>" + snippet.replace("SITE", m_siteId));
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/any"_s, QString::fromLatin1(host))));
    QVERIFY(areSent(1));
    QCOMPARE(events(), (QList<QByteArrayList> {{"page_view", "/any"}}));
}

void TestTracker::countsHashesWhenAsked()
{
    setPage("/app", "data-hash");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/app#/start"_s)));
    QVERIFY(areSent(1));
    page.evaluate(u"location.hash = '#/about?token=T0K3N'"_s);
    QVERIFY(areSent(2));
    page.evaluate(u"location.hash = '#/about'"_s); // the same
    page.evaluate(u"history.pushState({}, '', '/app')"_s);
    QVERIFY(areSent(3));
    page.evaluate(u"history.back()"_s);
    QVERIFY(areSent(4));
    QCOMPARE(events("path"), (QList<QByteArrayList> {{"/app#/start"}, {"/app#/about"}, {"/app"}, {"/app#/about"}}));
}

void TestTracker::countsParametersWhenAsked()
{
    setPage("/", "data-query=\"p id\"");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/?x=1&id=b%20c&p=1&page=2&pp=3"_s)));
    QVERIFY(areSent(1));
    page.evaluate(u"history.pushState({}, '', '/?x=2&p=1&id=b%20c')"_s); // the same
    page.evaluate(u"history.pushState({}, '', '/?p=2')"_s);
    QVERIFY(areSent(2));
    page.evaluate(u"history.pushState({}, '', '/?x=2')"_s);
    QVERIFY(areSent(3));
    QCOMPARE(events("path"), (QList<QByteArrayList> {{"/?p=1&id=b%20c"}, {"/?p=2"}, {"/"}}));
}

void TestTracker::sendsOnlyTheWordsOfASource()
{
    setPage("/words");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/words?token=T0K3N&utm_term=tea+cup&ref=Pal&utm_content=b&x=1"_s)));
    QVERIFY(areSent(1));
    QCOMPARE(events("path, source, utm_term, utm_content"), (QList<QByteArrayList> {{"/words", "pal", "tea cup", "b"}}));
    QVERIFY(m_proxy->hasReceived(m_siteId) && !m_proxy->hasReceived("T0K3N"));
    QVERIFY(page.open(m_pages.url(u"/words?source=Letter&ref=Pal"_s)));
    QVERIFY(areSent(2));
    QCOMPARE(events("source").last().first(), "letter");
}

void TestTracker::isSilentInABrowserOfOnesOwn()
{
    setPage("/own");
    Browser::Page page = m_browser.newPage();
    page.runBeforeEveryPage(u"localStorage.footfall_ignore = 'true'"_s);
    QVERIFY(page.open(m_pages.url(u"/own"_s)));
    page.evaluate(u"footfall('signup')"_s);
    QCOMPARE(page.evaluate(u"fetch('%1').then(a => a.status)"_s.arg(m_proxy->url(u"/health"_s).toString())).toInt(), 200);
    QCOMPARE(m_proxy->count("POST /event"), 0);
    page.evaluate(u"localStorage.removeItem('footfall_ignore')"_s); // other tests' pages are in the same browser
}

void TestTracker::countsWhereNothingCanBeStored()
{
    setPage("/nostore");
    Browser::Page page = m_browser.newPage();
    page.runBeforeEveryPage(u"Object.defineProperty(window, 'localStorage', {get: () => { throw new DOMException('no', 'SecurityError') }})"_s);
    QVERIFY(page.open(m_pages.url(u"/nostore"_s)));
    QVERIFY(areSent(1));
}

void TestTracker::isSmall()
{
    const HttpAnswer answer = get(m_stack.ingestUrl(u"/f.js"_s), {{"Accept-Encoding", "gzip"}});
    QCOMPARE(answer.headers["content-encoding"], "gzip");
    QVERIFY2(answer.body.size() < 1'200, QByteArray::number(answer.body.size()));
}

void TestTracker::isSilentWhereTheVisitorHasAskedForIt_data()
{
    QTest::addColumn<QString>("script");
    QTest::newRow("Do Not Track") << u"Object.defineProperty(navigator, 'doNotTrack', {get: () => '1'})"_s;
    QTest::newRow("Global Privacy Control")
        << u"Object.defineProperty(navigator, 'globalPrivacyControl', {get: () => true})"_s;
}

void TestTracker::isSilentWhereTheVisitorHasAskedForIt()
{
    QFETCH(QString, script);
    setPage("/quiet");
    Browser::Page page = m_browser.newPage();
    page.runBeforeEveryPage(script);
    QVERIFY(page.open(m_pages.url(u"/quiet"_s)));
    page.evaluate(u"footfall('signup'); history.pushState({}, '', '/quiet/two')"_s);
    // What comes behind it has come: it would have come too.
    QCOMPARE(page.evaluate(u"fetch('%1').then(a => a.status)"_s.arg(m_proxy->url(u"/health"_s).toString())).toInt(), 200);
    QVERIFY(page.open(m_pages.url(u"/empty"_s)));
    QCOMPARE(m_proxy->count("GET /health"), 1);
    QCOMPARE(m_proxy->count("POST /event"), 0);
}

void TestTracker::waitsUntilAPrerenderedPageIsShown()
{
    setPage("/ahead");
    Browser::Page page = m_browser.newPage();
    page.runBeforeEveryPage(u"Object.defineProperty(document, 'prerendering', {get: () => true})"_s);
    QVERIFY(page.open(m_pages.url(u"/ahead"_s)));
    page.evaluate(u"footfall('ready')"_s);
    QCOMPARE(page.evaluate(u"fetch('%1').then(a => a.status)"_s.arg(m_proxy->url(u"/health"_s).toString())).toInt(), 200);
    QCOMPARE(m_proxy->count("POST /event"), 0);
    page.evaluate(u"document.dispatchEvent(new Event('prerenderingchange'))"_s);
    QVERIFY(areSent(2));
    QCOMPARE(events("event_type").size(), 2);
}

void TestTracker::sendsAgainWhatGotNoAnswer_andItCountsOnce()
{
    setPage("/again");
    m_proxy->loseAnAnswer();
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/again"_s)));
    QVERIFY(areSent(2));
    QCOMPARE(events(), (QList<QByteArrayList> {{"page_view", "/again"}}));
}

void TestTracker::thePixelNeedsNoScript()
{
    m_pages.setPage("/plain",
        "<!DOCTYPE html><img src='" + m_proxy->url(u"/f.gif?s=%1&p=/plain"_s.arg(QString::fromLatin1(m_siteId))).toEncoded()
            + "' alt=''>");
    Browser::Page page = m_browser.newPage();
    QVERIFY(page.open(m_pages.url(u"/plain"_s)));
    QCOMPARE(page.evaluate(u"document.querySelector('img').naturalWidth"_s).toInt(), 1);
    QVERIFY(waitFor([&] { return events().size() == 1; }, 20s));
    QCOMPARE(events("event_type, path, browser, length(user_id)"),
        (QList<QByteArrayList> {{"page_view", "/plain", "Chrome", "33"}}));
}

void TestTracker::cleanup()
{
    QCOMPARE(m_proxy ? m_proxy->count("OPTIONS /event") : 0, 0); // no preflight, ever
}

QTEST_GUILESS_MAIN(TestTracker)
#include "tst_tracker.moc"
