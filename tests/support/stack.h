#pragma once

#include <QDeadlineTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <csignal>

namespace footfall {

// A whole Footfall for an end-to-end test: `footfall up` on a folder and ports of its own,
// stopped when it goes out of scope (and killed with the test, however that ends).
class Stack {
public:
    Stack();
    ~Stack();

    // Both before start().
    void setArguments(const QStringList &more) { m_arguments = more; }
    void setEnvironment(const QString &name, const QString &value);

    // False, with all logs printed, if it is not up within 60 s. After a stop() or a killUp():
    // the same folder and ports again.
    [[nodiscard]] bool start();
    [[nodiscard]] bool stop(); // SIGTERM; false if the exit status is not 0, or after 60 s
    [[nodiscard]] bool waitStopped(); // the same, after a signal that somebody else has sent
    void killUp(); // kill -9, and waits for `up` itself

    QString dataDirectory() const { return m_directory.path(); }
    QString program() const; // of footfall
    QUrl ingestUrl(const QString &pathAndQuery = {}) const;
    QUrl statsUrl(const QString &pathAndQuery = {}) const;
    quint16 ingestPort() const { return m_ingestPort; }
    quint16 statsPort() const { return m_statsPort; }
    QString database() const; // libpq connection string; while it runs

    // NAME of run/NAME.pid: up, postgres, server, worker-1, ... 0: does not run.
    qint64 pid(const QString &name) const;
    bool isStopped(const QString &name) const; // by SIGSTOP
    void kill(const QString &name, int signal = SIGKILL);
    [[nodiscard]] bool waitRestarted(const QString &name, qint64 oldPid) const; // another pid, within 20 s

    void printLogs() const;

private:
    QTemporaryDir m_directory;
    quint16 m_ingestPort = 0;
    quint16 m_statsPort = 0;
    QStringList m_arguments;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    QProcess m_up;
    QByteArray m_output;
};

}
