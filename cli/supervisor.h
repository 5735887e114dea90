#pragma once

#include "cli/child.h"
#include "cli/healthwatch.h"
#include "cli/privatepostgres.h"

#include <QList>
#include <QObject>
#include <QTimer>

namespace footfall::cli {

// Starts the children in order: PostgreSQL; once it takes connections, workers and server;
// once these are well, the rest. Stops them in the opposite order.
class Supervisor : public QObject {
    Q_OBJECT
public:
    struct Plans {
        QList<Child::Plan> workers;
        Child::Plan server;
        QList<Child::Plan> extras; // dashboard, demo
    };

    Supervisor(const Plans &plans, const PrivatePostgres &postgres, HealthWatch &health,
        const DataDirectory &directory, QObject *parent = nullptr);

    void start();
    void stop(); // ends in stopped()

Q_SIGNALS:
    void healthy(); // once
    void stopped();

private:
    using Stage = QList<Child *>;

    Stage makeStage(const QList<Child::Plan> &plans, const DataDirectory &directory);
    void startPipeline();
    void stopNextStage();

    const PrivatePostgres &m_postgres;
    HealthWatch &m_health;
    QTimer m_poll; // until PostgreSQL takes connections
    Stage m_postgresStage;
    Stage m_workers;
    Stage m_server;
    Stage m_extras;
    QList<Stage> m_toStop;
    int m_stopping = 0; // children of the current stage that still run
    bool m_stopped = false;
};

}
