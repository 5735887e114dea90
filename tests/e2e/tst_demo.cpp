#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QDateTime>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestDemo : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_stack.start()); }
    void makesTrafficAndStopsWhenTold();
    void startingAgainCountsThePastOnce();

private:
    qint64 events(const QString &site, const QString &date);
    // Runs until there is live traffic too; false if it does not end well on SIGTERM.
    bool run();

    Stack m_stack;
    // Closed, whatever the time is: nothing but the backfill can add to it.
    const QString m_yesterday = QDateTime::currentDateTimeUtc().addDays(-1).toString(u"yyyy-MM-dd"_s);
};

qint64 TestDemo::events(const QString &site, const QString &date)
{
    const QString query = u"/stats?site_id=%1"_s.arg(site) + (date.isEmpty() ? date : u"&date="_s + date);
    return json(get(m_stack.statsUrl(query)))["total_events"_L1].toInteger(-1);
}

bool TestDemo::run()
{
    const auto total = [this] { return events(u"shop.example"_s, {}); };
    const auto drained
        = [this] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; };

    QProcess demo;
    demo.start(
        m_stack.program(), {u"demo"_s, u"--url"_s, m_stack.ingestUrl().toString(), u"--rate"_s, u"100"_s});
    QByteArray output;
    const bool isPastSent
        = waitFor([&] { return (output += demo.readAllStandardOutput()).contains("live"); }, 30s);
    const qint64 before = total();
    const bool isLive = isPastSent && waitFor([&] { return total() > before + 20; }, 30s);
    demo.terminate();
    const bool ended = waitFor([&] { return demo.state() == QProcess::NotRunning; }, 10s);
    return isLive && ended && demo.exitStatus() == QProcess::NormalExit && demo.exitCode() == 0
        && waitFor(drained, 30s);
}

void TestDemo::makesTrafficAndStopsWhenTold()
{
    QVERIFY(run());
    for (const char *site : {"shop.example", "blog.example", "docs.example"}) {
        const QJsonObject stats
            = json(get(m_stack.statsUrl(u"/stats?site_id="_s + QString::fromLatin1(site))));
        const qint64 all = stats["total_events"_L1].toInteger();
        const qint64 views = stats["total_views"_L1].toInteger();
        const qint64 users = stats["unique_users"_L1].toInteger();
        QVERIFY2(all > 300, site);
        QVERIFY2(views > all / 2 && views < all, site);
        QVERIFY2(users > 50 && users < all, site);
        QVERIFY2(events(QString::fromLatin1(site), m_yesterday) > 100, site);
        for (const QString &dimension : {u"source"_s, u"browser"_s, u"os"_s, u"device"_s}) {
            const QJsonObject breakdown = json(get(m_stack.statsUrl(
                u"/stats/breakdown?dimension=%1&site_id=%2"_s.arg(dimension, QString::fromLatin1(site)))));
            QVERIFY2(breakdown["total_rows"_L1].toInteger() > 2, qPrintable(dimension));
        }
    }
}

void TestDemo::startingAgainCountsThePastOnce()
{
    const qint64 before = events(u"shop.example"_s, m_yesterday);
    QVERIFY(before > 0);
    QVERIFY(run());
    QCOMPARE(events(u"shop.example"_s, m_yesterday), before);
}

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
