#pragma once

#include "cli/datadirectory.h"
#include "cli/identity.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <csignal>
#include <functional>
#include <optional>

namespace footfall::cli {

// One process that is kept alive: its output goes to log/NAME.log, its pid to run/NAME.pid,
// and when it ends it is started again, after 0.1 s at first, 5 s at most. It dies with us.
// Lives in the main thread (see leash.h).
class Child : public QObject {
    Q_OBJECT
public:
    struct Plan {
        QString name;
        QString program;
        QStringList arguments;
        std::optional<Identity> identity; // none: whoever runs us
        int stopSignal = SIGTERM;
        int deathSignal = SIGKILL; // when we die, or it does not stop in time
        std::chrono::milliseconds stopDeadline = std::chrono::seconds(10);
        bool restarts = true;
        std::function<Result<void>()> beforeStart = {};
    };

    Child(Plan plan, const DataDirectory &directory, QObject *parent = nullptr);

    void start();
    void stop(); // ends in stopped(), at once if it is not running

Q_SIGNALS:
    void stopped(); // after stop()

private:
    void launch();
    void onEnded(const QString &how);
    void retry(const QString &why);
    void onStopDeadline();
    void signalProcess(int signal);

    const Plan m_plan;
    const DataDirectory &m_directory;
    QProcess m_process;
    QTimer m_retry;
    QTimer m_deadline;
    QElapsedTimer m_alive;
    std::chrono::milliseconds m_delay;
    bool m_stopping = false;
    bool m_deathSignalSent = false;
};

}
