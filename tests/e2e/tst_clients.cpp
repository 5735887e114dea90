// Other systems' own clients (tests/clients), changed in nothing but the address, are counted.
#include "tests/browser/browser.h"
#include "tests/browser/pageserver.h"
#include "tests/browser/recordingproxy.h"
#include "tests/support/http.h"
#include "tests/support/query.h"
#include "tests/support/stack.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestClients : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void isCounted_data();
    void isCounted();

private:
    // Comes back when the client has ended, or when its page has done its work. False, with the
    // client's words printed, if it failed. A program gets no answer to its first batch, which is
    // taken all the same: it sends it again, and it counts once.
    bool runProgram(const QString &client);
    bool runPage(const QString &client);
    bool finish(QProcess &process);

    QByteArray storedEvents(const QByteArray &site) const;

    Stack m_stack;
    PageServer m_pages;
    Browser m_browser;
    const QString m_sources = QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/clients/");
    const QString m_installed = QStringLiteral(FOOTFALL_SOURCE_DIR "/build/clients");
};

void TestClients::initTestCase()
{
    QVERIFY2(QFileInfo::exists(m_installed + u"/installed"_s), "./scripts/clients --install");
    QVERIFY(m_stack.start());
    // A page as the internet's: not on localhost, which many clients leave out, as trusted as one
    // with TLS, and in a person's browser, where no program says that it drives it.
    const QString origin = m_pages.url({}, u"shop.example"_s).toString();
    QVERIFY(m_browser.start({u"--host-resolver-rules=MAP shop.example 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"_s,
        u"--unsafely-treat-insecure-origin-as-secure="_s + origin, u"--disable-blink-features=AutomationControlled"_s,
        u"--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"_s}));
    m_pages.setPage("/home",
        "<!DOCTYPE html><title>Home</title><body><script>const server = '" + m_stack.ingestUrl().toEncoded()
            + "'; const done = new Promise(resolve => window.finish = resolve)</script><script type=module src=/client.js></script>");
}

// The events as "type path props", in byte order; what a part is absent in is left out.
void TestClients::isCounted_data()
{
    QTest::addColumn<QByteArray>("site");
    QTest::addColumn<int>("users");
    QTest::addColumn<QByteArrayList>("events");
    const auto client = [](const char *file, int users, const QByteArrayList &events, const QByteArray &site = {}) {
        QTest::newRow(file) << (site.isEmpty() ? QByteArray(file).split('.').first() : site) << users << events;
    };

    client("beacon.js", 1, {"page_view /beacon", "page_view /fetch"});
    client("plausible.js", 1, {"Signup /home {\"plan\": \"pro\"}", "page_view /home", "page_view /second"});
    client("plausible-tracker.js", 1, {"Signup /home {\"plan\": \"pro\"}", "page_view /home", "page_view /second"});
    client("segment-node.mjs", 2, {"Bought {\"plan\": \"pro\"}", "page_view /home"});
    client("segment-next.js", 2, {"Bought /home {\"plan\": \"pro\"}", "page_view /home"});
    client("umami.js", 1, {"Bought /home {\"plan\": \"pro\"}", "page_view /home", "page_view /second"});
    client("umami-node.mjs", 2, {"Bought /home {\"plan\": \"pro\"}", "page_view /home"});
    client("goatcounter.js", 1, {"Bought", "page_view /home", "page_view /second"}, "shop.example");
    client("matomo.js", 1, {"Bought /home {\"plan\": \"pro\", \"category\": \"Shop\"}", "outbound /home {\"url\": \"https://other.example/\"}", "page_view /home"});
    client("matomo-tracker.mjs", 2,
        {"Bought /second {\"name\": \"Shoes\", \"value\": \"3\", \"category\": \"Shop\"}", "page_view /home", "page_view /second {\"plan\": \"pro\"}"});
    client("openpanel-web.js", 1, {"Bought /home {\"plan\": \"pro\"}", "page_view /home", "page_view /second"});
    client("openpanel-node.mjs", 2, {"Bought {\"plan\": \"pro\"}", "page_view /home"});
    client("snowplow-browser.js", 1, {"bought /home {\"plan\": \"pro\"}", "page_view /home", "page_view /second"});
    client("snowplow-node.mjs", 2, {"Asked {\"category\": \"Shop\"}", "bought {\"plan\": \"pro\"}", "page_view /home"});
    client("segment-python.py", 2, {"Bought {\"plan\": \"pro\"}", "page_view /home"});
    client("rudderstack-node.mjs", 2, {"Bought {\"plan\": \"pro\"}", "page_view /home"});
    client("rudderstack-python.py", 2, {"Bought {\"plan\": \"pro\"}", "page_view /home"});
    client("posthog-node.mjs", 2, {"Bought {\"plan\": \"pro\"}", "page_view /home"});
    client("posthog-js.js", 1, {"Bought /home {\"plan\": \"pro\"}", "page_view /home"});
    client("posthog-python.py", 2, {"Bought {\"plan\": \"pro\"}", "page_view /home"});
}

void TestClients::isCounted()
{
    QFETCH(const QByteArray, site);
    QFETCH(const int, users);
    QFETCH(const QByteArrayList, events);
    const QString client = QString::fromLatin1(QTest::currentDataTag());
    QVERIFY(client.endsWith(u".js"_s) ? runPage(client) : runProgram(client));

    QJsonObject stats;
    waitFor(
        [&] {
            stats = json(get(m_stack.statsUrl(u"/stats?site_id="_s + QString::fromLatin1(site))));
            return stats[u"total_events"_s].toInt() >= events.size();
        },
        30s);
    QCOMPARE(storedEvents(site), events.join('\n'));
    QCOMPARE(stats[u"total_events"_s].toInt(), int(events.size()));
    QCOMPARE(stats[u"total_views"_s].toInt(), int(std::ranges::count_if(events, [](const QByteArray &event) { return event.startsWith("page_view"); })));
    QCOMPARE(stats[u"unique_users"_s].toInt(), users);
    QCOMPARE(stats[u"bots"_s].toInt(), 0);
    QCOMPARE(queryValue(m_stack.database(),
                 "SELECT count(*) FROM events WHERE site_id = '" + site
                     + "' AND abs(extract(epoch FROM \"timestamp\" - received_at)) > 60"),
        QByteArray("0"));
}

bool TestClients::runProgram(const QString &client)
{
    RecordingProxy proxy(m_stack.ingestPort());
    proxy.loseAnAnswer("batch");
    QProcess process;
    process.setWorkingDirectory(m_installed);
    if (client.endsWith(u".mjs"_s)) {
        process.setStandardInputFile(m_sources + client); // so that node looks for modules in the working folder
        process.start(u"node"_s, {u"--input-type=module"_s, u"-"_s, proxy.url().toString()});
    } else {
        process.start(m_installed + u"/venv/bin/python"_s, {m_sources + client, proxy.url().toString()});
    }
    return finish(process);
}

bool TestClients::runPage(const QString &client)
{
    QProcess bundler;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"NODE_PATH"_s, m_installed + u"/node_modules"_s);
    bundler.setProcessEnvironment(environment);
    bundler.start(u"esbuild"_s, {u"--bundle"_s, u"--format=esm"_s, u"--footer:js=window.finish()"_s, m_sources + client});
    if (!finish(bundler))
        return false;
    m_pages.setPage("/client.js", bundler.readAllStandardOutput());
    Browser::Page page = m_browser.newPage();
    const bool isOpen = page.open(m_pages.url(u"/home"_s, u"shop.example"_s));
    const bool isDone = isOpen && page.evaluate(u"done.then(() => true)"_s).toBool();
    const bool isLeft = isDone && page.open(QUrl(u"about:blank"_s)); // what it sends when its page goes too
    if (!isLeft || !page.errors().isEmpty())
        qWarning().noquote() << "open" << isOpen << "done" << isDone << "left" << isLeft << page.errors().join(u'\n');
    return isLeft && page.errors().isEmpty();
}

bool TestClients::finish(QProcess &process)
{
    if (!waitFor([&] { return process.state() == QProcess::NotRunning; }, 60s)) {
        process.kill();
        process.waitForFinished();
    }
    const bool isWell = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!isWell)
        qWarning().noquote() << process.errorString() << process.readAllStandardError();
    return isWell;
}

QByteArray TestClients::storedEvents(const QByteArray &site) const
{
    QByteArrayList lines;
    for (const QByteArrayList &row : queryRows(m_stack.database(), "SELECT concat_ws(' ', event_type, path, props) FROM events WHERE site_id = '" + site + "'"))
        lines += row.value(0);
    std::ranges::sort(lines);
    return lines.join('\n');
}

QTEST_GUILESS_MAIN(TestClients)

#include "tst_clients.moc"
