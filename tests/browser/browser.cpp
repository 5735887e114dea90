#include "tests/browser/browser.h"

#include "tests/support/http.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

Browser::Browser()
{
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
    QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) { take(text); });
}

Browser::~Browser()
{
    if (m_socket.isValid())
        call(u"Browser.close"_s, {}, {}); // its children end first, and leave the profile alone
    else
        m_process.terminate();
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

bool Browser::start(const QStringList &more)
{
    // --no-sandbox: it refuses to run as root otherwise, and all that it shows is ours. --user-agent: a
    // person's, since HeadlessChrome is a bot.
    m_process.start(u"chromium"_s,
        QStringList {u"--headless=new"_s, u"--no-sandbox"_s, u"--disable-gpu"_s,
            u"--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"_s,
            u"--disable-dev-shm-usage"_s, u"--no-first-run"_s,
            u"--disable-background-networking"_s, u"--disable-component-update"_s, u"--disable-sync"_s,
            u"--disable-extensions"_s, u"--mute-audio"_s, u"--no-proxy-server"_s,
            u"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE *.localhost"_s,
            u"--user-data-dir="_s + m_profile.path(), u"--remote-debugging-port=0"_s, u"--remote-allow-origins=*"_s}
            + more + QStringList {u"about:blank"_s});
    static const QRegularExpression line(u"DevTools listening on (ws://\\S+)"_s);
    const auto url = [this] { return line.match(QString::fromUtf8(m_words)).captured(1); };
    waitFor(
        [&] {
            m_words += m_process.readAll();
            return !url().isEmpty() || m_process.state() == QProcess::NotRunning;
        },
        60s);
    if (!url().isEmpty()) {
        m_socket.open(QUrl(url()));
        if (waitFor([&] { return m_socket.isValid(); }, 60s))
            return true;
    }
    qWarning("chromium: %s\n%s", qPrintable(m_process.errorString()), m_words.constData());
    return false;
}

Browser::Page Browser::newPage()
{
    const QString target = call(u"Target.createTarget"_s, {{u"url"_s, u"about:blank"_s}}, {})[u"targetId"].toString();
    const QString session
        = call(u"Target.attachToTarget"_s, {{u"targetId"_s, target}, {u"flatten"_s, true}}, {})[u"sessionId"].toString();
    Page page(*this, session);
    for (const QString &domain : {u"Page"_s, u"Runtime"_s, u"Log"_s})
        page.call(domain + u".enable"_s);
    return page;
}

QJsonObject Browser::call(const QString &method, const QJsonObject &params, const QString &session)
{
    const int id = ++m_lastId;
    QJsonObject message {{u"id"_s, id}, {u"method"_s, method}, {u"params"_s, params}};
    if (!session.isEmpty())
        message[u"sessionId"_s] = session;
    m_socket.sendTextMessage(QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    if (!waitFor([&] { return m_answers.contains(id); }, 20s))
        qWarning("%s: no answer", qPrintable(method));
    const QJsonObject answer = m_answers.take(id);
    if (answer.contains(u"error"_s))
        qWarning().noquote() << method << answer[u"error"_s];
    return answer[u"result"_s].toObject();
}

void Browser::take(const QString &text)
{
    const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
    const QJsonValue params = message[u"params"_s];
    QStringList &errors = m_errors[message[u"sessionId"_s].toString()];
    if (message.contains(u"id"_s))
        m_answers.insert(message[u"id"_s].toInt(), message);
    else if (message[u"method"_s] == u"Page.loadEventFired"_s)
        ++m_loads[message[u"sessionId"_s].toString()];
    else if (message[u"method"_s] == u"Runtime.exceptionThrown"_s)
        errors += params[u"exceptionDetails"_s][u"exception"_s][u"description"_s].toString();
    else if (message[u"method"_s] == u"Runtime.consoleAPICalled"_s && params[u"type"_s] == u"error"_s)
        errors += QString::fromUtf8(QJsonDocument(params[u"args"_s].toArray()).toJson(QJsonDocument::Compact));
    else if (message[u"method"_s] == u"Log.entryAdded"_s && params[u"entry"_s][u"level"_s] == u"error"_s)
        errors += params[u"entry"_s][u"text"_s].toString() + u" "_s + params[u"entry"_s][u"url"_s].toString();
}

void Browser::Page::runBeforeEveryPage(const QString &script)
{
    call(u"Page.addScriptToEvaluateOnNewDocument"_s, {{u"source"_s, script}});
}

bool Browser::Page::open(const QUrl &url)
{
    const int loads = m_browser.m_loads.value(m_session);
    call(u"Page.navigate"_s, {{u"url"_s, url.toString(QUrl::FullyEncoded)}});
    return waitFor([&] { return m_browser.m_loads.value(m_session) > loads; }, 60s);
}

QJsonValue Browser::Page::evaluate(const QString &expression)
{
    const QJsonObject answer = call(u"Runtime.evaluate"_s,
        {{u"expression"_s, expression}, {u"awaitPromise"_s, true}, {u"returnByValue"_s, true}, {u"userGesture"_s, true}});
    if (answer.contains(u"exceptionDetails"_s))
        qWarning().noquote() << expression << answer[u"exceptionDetails"_s];
    return answer[u"result"_s][u"value"_s];
}

QStringList Browser::Page::errors() const
{
    return m_browser.m_errors.value(m_session);
}

QJsonObject Browser::Page::call(const QString &method, const QJsonObject &params)
{
    return m_browser.call(method, params, m_session);
}

}
