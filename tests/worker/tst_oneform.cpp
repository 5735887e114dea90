#include "common/event/pagepath.h"
#include "common/event/referrer.h"
#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"
#include "worker/tallying.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <map>
#include <random>

using namespace footfall;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

// The migration that gives old paths and referrers the form in which they are stored now
// (sql/migrations/..._one_form.sql), on a database that has some.
class TestOneForm : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theFiguresOfAnOldDatabaseStayRight();

private:
    static void tally(Connection &connection);
    static void migrate(Connection &connection);
    static QString verify(const QString &url);
    static int rebuild(const QString &url);

    TestPostgres m_postgres;
};

namespace {

const std::vector<std::string> paths = {"", "/", "/caf%c3%a9", "/caf%C3%A9", "/café", "/%7ejane", "/~jane", "/a%2fb", "/a%2Fb", "/100%", "/%%34%31",
    "/%4%31", "/%zz", "/%e6%97%a5%F0%9f%98%80", "/%ed%a0%80%c0%af", "/%f4%90%80%80", "/%00%c2%85%c2%a0%e2%80%ae%ee%80%80", "/%e6%97", "altman%2ehtml", "/a b%20c"};
const std::vector<std::string> referrers = {"", "https://blog.example/a", "https://blog.example/a?token=1", "HTTPS://jane:x@Blog.Example:443/a#b",
    "https://blog.example:8443", "http://[2001:DB8::1]:80/x", "https://shop.example/reset?token=T0K3N", "https://www.shop.example/a", "shop.example/a",
    "//Blog.example/a?b", "Blog.Example", "Spring Newsletter", "Newsletter?user=jane", "file:///home/jane/a", "/reset/1", "?a", "a@https://b.example",
    "android-app://com.example.mail", "https://blog.example/caf%c3%a9", "https://user@/", "about:blank", "https://Ärger.example/x", "google.com/url?q=https://x/"};

std::string referrerNow(const std::string &site, const std::string &referrer)
{
    return hostOf(referrer) == plainHost(site) ? std::string() : normalizedReferrer(referrer);
}

}

void TestOneForm::initTestCase()
{
    QVERIFY(m_postgres.start());
}

void TestOneForm::tally(Connection &connection)
{
    while (WrittenDatabase::need(tallyEnded(connection, 0, systemNow(), {})))
        ;
}

void TestOneForm::migrate(Connection &connection)
{
    QFile file(QDir(u":/sql/migrations"_s, u"*_one_form.sql"_s).entryInfoList().value(0).filePath());
    QVERIFY(file.open(QIODevice::ReadOnly));
    WrittenDatabase::need(connection.execute("BEGIN;" + file.readAll() + ";COMMIT"));
}

// What the migration leaves to it: segments are newer.
int TestOneForm::rebuild(const QString &url)
{
    return QProcess::execute(QStringLiteral(FOOTFALL_BIN_DIR "/footfall"), {u"rebuild"_s, u"--database"_s, url});
}

// All that it says.
QString TestOneForm::verify(const QString &url)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall"), {u"verify"_s, u"--database"_s, url});
    return process.waitForFinished(60'000) ? QString::fromUtf8(process.readAll()) : u"did not finish"_s;
}

void TestOneForm::theFiguresOfAnOldDatabaseStayRight()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const auto oneOf = [&](const std::vector<std::string> &texts) { return texts[random() % texts.size()]; };
    const Timestamp now = systemNow();
    std::map<std::string, Event> sent;
    std::vector<Event> events;
    for (int i = 0; i < 3'000; ++i) {
        Event event = viewOf(random() % 2 ? "shop.example" : "blog", "u" + std::to_string(random() % 50),
            now - Timestamp(random() % 3 * (random() % 2 ? 1 : 20)) * microsPerDay - Timestamp(random() % 3) * microsPerSlot);
        event.path = oneOf(paths);
        if (random() % 3 == 0 && !event.path.empty())
            event.path += "/" + std::to_string(random() % 300); // enough for tallies
        event.referrer = oneOf(referrers);
        if (random() % 5 == 0)
            event.eventType = "click";
        event.bot = random() % 5 ? "" : "Googlebot";
        event.eventId = "id" + std::to_string(i);
        sent[event.eventId] = event;
        events.push_back(std::move(event));
    }
    WrittenDatabase database(m_postgres.newDatabase());
    database.write(events);
    tally(database.connection);
    QVERIFY(database.number("SELECT count(*) FROM tallies WHERE dimension = 'path'") > 0);
    QVERIFY2(verify(database.url).contains(u": no difference"_s), "before");

    migrate(database.connection);
    for (const QByteArrayList &row : queryRows(database.url, "SELECT event_id, path, referrer FROM events")) {
        const Event &event = sent.at(row[0].toStdString());
        QCOMPARE(row[1], QByteArray::fromStdString(normalizedPath(event.path)));
        QCOMPARE(row[2], QByteArray::fromStdString(referrerNow(event.siteId, event.referrer)));
    }
    QCOMPARE(rebuild(database.url), 0);
    const QString verified = verify(database.url);
    QVERIFY2(verified.contains(u": no difference"_s), qPrintable(verified));
    QCOMPARE(database.number("SELECT count(*) FROM breakdown WHERE dimension = 'referrer' AND value LIKE '%?%'"), 0);
    const QByteArray recent = "SELECT coalesce(sum(views), 0) FROM recent_views WHERE path = '/café'";
    QCOMPARE(database.number("SELECT count(*) FROM recent_views WHERE path LIKE '/caf\\%'"), 0);

    // What comes now meets what was there.
    const qint64 before = database.number(recent);
    Event event = viewOf("blog", "u", now);
    event.path = "/café";
    database.write({event});
    QCOMPARE(database.number(recent), before + 1);
    tally(database.connection);
    QVERIFY(database.number("SELECT count(*) FROM tallies WHERE dimension = 'path'") > 0);
    const QString again = verify(database.url);
    QVERIFY2(again.contains(u": no difference"_s), qPrintable(again));
    // It has nothing left to do.
    const QByteArray all = "SELECT md5(string_agg(b::text, '' ORDER BY b::text)) FROM breakdown AS b";
    const QByteArray breakdown = database.value(all);
    migrate(database.connection);
    QCOMPARE(database.value(all), breakdown);
}

QTEST_GUILESS_MAIN(TestOneForm)
#include "tst_oneform.moc"
