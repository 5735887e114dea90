#pragma once

#include "common/db/connection.h"
#include "server/ingest/siteregistry.h"

#include <thread>

namespace footfall {

// Brings the registered sites from PostgreSQL into the registry, every second, in a thread
// of its own: ingest shares none with PostgreSQL. While that is away the registry keeps what it
// has. The registry lives longer.
//
// No LISTEN: it would hold a connection that no pooler may share, to save a second now and then.
class SiteWatch {
public:
    SiteWatch(const QString &databaseUrl, SiteRegistry &registry);

private:
    void run(const std::stop_token &stop);
    void read(Connection &connection);

    const QString m_databaseUrl;
    SiteRegistry &m_registry;
    QString m_complaint; // the last that was logged; empty: all is well
    std::jthread m_thread; // last: it uses all of the above
};

}
