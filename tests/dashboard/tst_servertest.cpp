#include "dashboard/servers/servertest.h"
#include "tests/dashboard/cannedserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Outcome = ServerTest::Outcome;

namespace {

const QByteArray statsHealth = R"({"status":"ok","service":"stats","version":"1.2.3"})";
const QByteArray ingestHealth = R"({"status":"ok","service":"ingest","version":"1.2.3","queue_size":0,"oldest_seconds":0})";
const QByteArray oneSite = R"({"sites":[{"site_id":"s","last_event_at":null,"views_today":1,"unique_users_today":1}]})";

}

class TestServerTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void says_data();
    void says();
    void nobodyThere();
    void silenceEnds();
    void theIngestServiceIsAway();
    void theTokenIsSentWhereItIsNeeded();
    void anotherTryEndsTheLast();

private:
    QString tried(const QUrl &stats, const QUrl &ingest = {}, const QByteArray &token = {});

    std::unique_ptr<CannedServer> m_stats;
    std::unique_ptr<CannedServer> m_ingest;
    std::unique_ptr<ServerTest> m_test;
    Outcome m_outcome = Outcome::Bad;
};

void TestServerTest::init()
{
    m_stats = std::make_unique<CannedServer>();
    m_ingest = std::make_unique<CannedServer>();
    m_test = std::make_unique<ServerTest>(Fetch::Limits {500ms, 64 * 1024});
    m_stats->answer(u"/health"_s, statsHealth);
    m_stats->answer(u"/sites"_s, oneSite);
    m_ingest->answer(u"/health"_s, ingestHealth);
}

// The sentence, with the addresses as STATS and INGEST.
QString TestServerTest::tried(const QUrl &stats, const QUrl &ingest, const QByteArray &token)
{
    QSignalSpy done(m_test.get(), &ServerTest::done);
    m_test->start(stats, ingest, token);
    if (done.isEmpty() && !done.wait(10'000))
        return u"the test has waited in vain"_s;
    m_outcome = done[0][0].value<Outcome>();
    return done[0][1].toString().replace(m_stats->url().toString(), u"STATS"_s).replace(m_ingest->url().toString(), u"INGEST"_s);
}

void TestServerTest::says_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const QString &service, const QString &path, int status, const QByteArray &json,
                         Outcome outcome, const QString &sentence) {
        QTest::newRow(name) << service << path << status << json << outcome << sentence;
    };
    const QString found = u"Footfall 1.2.3 is there. Its sites: 1."_s;
    row("well", u"stats"_s, u"/sites"_s, 200, oneSite, Outcome::Good, found);
    row("no site", u"stats"_s, u"/sites"_s, 200, R"({"sites":[]})", Outcome::Good, u"Footfall 1.2.3 is there; no event has come in yet."_s);
    row("another program", u"stats"_s, u"/health"_s, 200, "<html>", Outcome::Bad, u"STATS answers, but it is no Footfall stats service."_s);
    row("without /health", u"stats"_s, u"/health"_s, 404, "Not found", Outcome::Bad, u"STATS answers, but it is no Footfall stats service."_s);
    row("the other port", u"stats"_s, u"/health"_s, 200, ingestHealth, Outcome::Bad,
        u"STATS is Footfall's ingest service; the stats service has a port of its own, 4000 by default."_s);
    row("degraded", u"stats"_s, u"/health"_s, 503, R"({"status":"degraded","reason":"PostgreSQL is away","service":"stats","version":"1.2.3"})",
        Outcome::Usable, u"Footfall 1.2.3 is there, but has no figures now: PostgreSQL is away (503). It recovers by itself once that is mended."_s);
    row("token wanted", u"stats"_s, u"/sites"_s, 401, "{}", Outcome::NeedsToken, u"Footfall 1.2.3 is there; it needs a token."_s);
    row("no figures", u"stats"_s, u"/sites"_s, 503, R"({"status":"error","message":"away"})", Outcome::Bad,
        u"Footfall 1.2.3 is there, but gives no figures: away (503)."_s);
    row("unreadable", u"stats"_s, u"/sites"_s, 200, "{}", Outcome::Bad,
        u"Footfall 1.2.3 is there, but what it answers cannot be read: sites: missing."_s);
    row("ingest degraded", u"ingest"_s, u"/health"_s, 503, R"({"status":"degraded","reason":"the spool is full","service":"ingest"})",
        Outcome::Usable, found + u" But it accepts no events now: the spool is full (503)."_s);
    row("ingest is stats", u"ingest"_s, u"/health"_s, 200, statsHealth, Outcome::Usable,
        found + u" But INGEST is a stats service; the ingest service has a port of its own, 3000 by default."_s);
    row("ingest is something else", u"ingest"_s, u"/health"_s, 200, "hello", Outcome::Usable,
        found + u" But INGEST is no Footfall ingest service."_s);
}

void TestServerTest::says()
{
    QFETCH(QString, service);
    QFETCH(QString, path);
    QFETCH(int, status);
    QFETCH(QByteArray, json);
    (service == u"stats" ? m_stats : m_ingest)->answer(path, json, status);
    QTEST(tried(m_stats->url(), m_ingest->url()), "sentence");
    QTEST(m_outcome, "outcome");
}

void TestServerTest::nobodyThere()
{
    m_stats->goAway();
    QCOMPARE(tried(m_stats->url()),
        u"No answer from STATS: Connection refused. See that footfall-server runs there, and that this is the port of its stats service."_s);
    QCOMPARE(m_outcome, Outcome::Bad);
}

void TestServerTest::silenceEnds()
{
    m_stats->beSilent(u"/health"_s);
    QVERIFY(tried(m_stats->url()).startsWith(u"No answer from STATS: no answer within 0.5 s."));
}

void TestServerTest::theIngestServiceIsAway()
{
    m_ingest->goAway();
    QVERIFY(tried(m_stats->url(), m_ingest->url())
                .startsWith(u"Footfall 1.2.3 is there. Its sites: 1. But no answer from its ingest service, INGEST: Connection refused."));
    QCOMPARE(m_outcome, Outcome::Usable);
}

void TestServerTest::theTokenIsSentWhereItIsNeeded()
{
    QVERIFY(!tried(m_stats->url(), m_ingest->url(), "0123456789abcdef").isEmpty());
    QVERIFY(m_stats->lastRequest().toLower().contains("authorization: bearer 0123456789abcdef\r\n"));
    QVERIFY(!m_ingest->lastRequest().contains("0123456789abcdef"));
    m_stats->answer(u"/sites"_s, "{}", 401);
    QCOMPARE(tried(m_stats->url(), {}, "0123456789abcdef"), u"Footfall 1.2.3 is there; it does not know this token."_s);
    QCOMPARE(m_outcome, Outcome::NeedsToken);
}

void TestServerTest::anotherTryEndsTheLast()
{
    CannedServer silent;
    silent.beSilent(u"/health"_s);
    QSignalSpy done(m_test.get(), &ServerTest::done);
    m_test->start(silent.url(), {}, {});
    QTRY_COMPARE(silent.asked().size(), 1);
    m_test->start(m_stats->url(), {}, {});
    QTRY_COMPARE(done.size(), 1);
    QCOMPARE(done[0][0].value<Outcome>(), Outcome::Good);
    m_test->start(silent.url(), {}, {});
    m_test->cancel();
    m_test.reset();
    QCOMPARE(done.size(), 1);
}

QTEST_GUILESS_MAIN(TestServerTest)
#include "tst_servertest.moc"
