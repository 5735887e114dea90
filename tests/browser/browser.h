#pragma once

#include <QHash>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QWebSocket>

namespace footfall {

// A headless chromium with a profile of its own, driven by the DevTools protocol
// (chromedevtools.github.io/devtools-protocol). It reaches this machine only. Blocking, with the
// event loop running; what takes over 20 s fails.
class Browser {
public:
    Browser();
    ~Browser();

    // `more`: options of chromium. False, with chromium's words printed.
    [[nodiscard]] bool start(const QStringList &more = {});

    // A tab. Pages of one share nothing with those of another but the cache.
    class Page {
    public:
        Page(Browser &browser, QString session)
            : m_browser(browser)
            , m_session(std::move(session))
        {
        }
        void runBeforeEveryPage(const QString &script);
        [[nodiscard]] bool open(const QUrl &url); // until its load event
        QJsonValue evaluate(const QString &expression); // a promise's value, once it has one
        QStringList errors() const; // of all its pages, as the console shows them
        QJsonObject call(const QString &method, const QJsonObject &params = {});

    private:
        Browser &m_browser;
        const QString m_session;
    };
    Page newPage();

private:
    QJsonObject call(const QString &method, const QJsonObject &params, const QString &session);
    void take(const QString &message);

    QTemporaryDir m_profile;
    QProcess m_process;
    QByteArray m_words;
    QWebSocket m_socket;
    int m_lastId = 0;
    QHash<int, QJsonObject> m_answers;
    QHash<QString, int> m_loads; // load events, by session
    QHash<QString, QStringList> m_errors;
};

}
