// Other systems' own clients (tests/clients), pointed at Footfall, are counted.
#include "tests/support/http.h"
#include "tests/support/ports.h"
#include "tests/support/stack.h"

#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stack.start()); }
    void segmentsNodeClient();
    void plausiblesTracker();

private:
    QJsonObject stats(const QString &site) { return json(get(m_stack.statsUrl(u"/stats?site_id="_s + site))); }

    Stack m_stack;
    const QString m_clients = QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/clients");
};

void TestClients::segmentsNodeClient()
{
    QProcess node;
    node.start(u"node"_s, {m_clients + u"/segment.mjs"_s, m_stack.ingestUrl().toString()});
    QVERIFY2(node.waitForFinished(60'000) && node.exitCode() == 0, node.readAllStandardError());
    QVERIFY(waitFor([this] { return stats(u"segment"_s)[u"total_events"].toInt() == 2; }, 30s));
    QCOMPARE(stats(u"segment"_s)[u"total_views"].toInt(), 1); // the second is the same message
    QCOMPARE(stats(u"segment"_s)[u"unique_users"].toInt(), 2);
    QCOMPARE(stats(u"segment"_s)[u"top_paths"][0][u"path"].toString(), u"/home"_s);
}

void TestClients::plausiblesTracker()
{
    const auto [port] = freePorts<1>();
    QProcess pages, browser;
    pages.start(u"python3"_s, {u"-m"_s, u"http.server"_s, QString::number(port), u"--bind"_s, u"127.0.0.1"_s,
                                  u"--directory"_s, m_clients});
    const QUrl page(u"http://127.0.0.1:%1/plausible.html"_s.arg(port));
    QVERIFY(waitFor([&] { return get(page).status == 200; }, 20s));
    const QTemporaryDir profile;
    // The tracker keeps silent in a browser that says that it is driven by a program.
    browser.start(u"chromium"_s,
        {u"--headless"_s, u"--no-sandbox"_s, u"--disable-gpu"_s, u"--disable-blink-features=AutomationControlled"_s,
            u"--user-data-dir="_s + profile.path(),
            u"--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"_s,
            u"--remote-debugging-port=0"_s, page.toString() + u"?endpoint="_s + m_stack.ingestUrl(u"/api/event"_s).toString()});
    const bool isCounted = waitFor([this] { return stats(u"plausible"_s)[u"total_events"].toInt() == 3; }, 60s);
    browser.terminate(); // and its children with it
    pages.kill();
    QVERIFY(browser.waitForFinished() && pages.waitForFinished());
    QVERIFY2(isCounted, browser.readAllStandardError());
    QCOMPARE(stats(u"plausible"_s)[u"total_views"].toInt(), 2);
    const QJsonArray paths = stats(u"plausible"_s)[u"top_paths"].toArray();
    QCOMPARE(paths[0][u"path"].toString(), u"/plausible.html"_s);
    QCOMPARE(paths[1][u"path"].toString(), u"/second"_s);
}

QTEST_GUILESS_MAIN(TestClients)

#include "tst_clients.moc"
