#pragma once

#include "common/db/connection.h"
#include "server/ingest/importquestions.h"
#include "server/ingest/siteregistry.h"
#include "server/ingest/visitorsalts.h"

#include <future>
#include <thread>

namespace footfall::server {

// Brings what ingest needs from PostgreSQL: every second the registered sites, and the salts of
// the visitors without cookies. And answers questions for imports as they come. In a thread of its
// own: ingest shares none with PostgreSQL. While that is away registry and salts keep what they have,
// and questions are refused. All of them live longer.
//
// No LISTEN: it would hold a connection that no pooler may share, to save a second now and then.
class IngestWatch {
public:
    // Comes back when there are salts for today: PostgreSQL's if it answers within 2 s, or else
    // new ones. At once if they are known from before.
    IngestWatch(const QString &databaseUrl, SiteRegistry &registry, VisitorSalts &salts, ImportQuestions &imports,
        Clock clock);

private:
    void run(const std::stop_token &stop);
    QString read(Connection &connection); // what to complain of
    void answerQuestions(Connection &connection);

    const QString m_databaseUrl;
    SiteRegistry &m_registry;
    VisitorSalts &m_salts;
    ImportQuestions &m_imports;
    const Clock m_clock;
    QString m_complaint; // the last that was logged; empty: all is well
    std::promise<void> m_hasRead;
    std::jthread m_thread; // last: it uses all of the above
};

}
