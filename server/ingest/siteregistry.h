#pragma once

#include "common/event/receipt.h"
#include "server/ingest/sitelist.h"

#include <QString>

#include <memory>
#include <mutex>
#include <optional>

namespace footfall::server {

// Which sites events are taken for. The list comes from PostgreSQL (IngestWatch), which ingest
// never waits for: here is the last one that was seen, in memory and, for a start while
// PostgreSQL is away, in sites.json in the spool's folder. Any thread may ask.
class SiteRegistry {
public:
    enum class Mode {
        Open, // for any site
        Registered, // for those of the list
    };
    SiteRegistry(Mode mode, const QString &folder);

    // Why no event can be judged now; nullopt: it can.
    std::optional<Error> refusal() const;

    // Judges the events of one request, `origin` being that of the page that sent it (empty: no
    // browser). An error is Forbidden. Null if there is nothing to judge.
    Admit admission(const QByteArray &origin) const;

    // From now on it is this list. It is kept on disk as well; an error is about that only, and
    // the next call tries again. In one thread.
    Result<void> replace(SiteList list);

private:
    using Shared = std::shared_ptr<const SiteList>;
    Shared list() const; // null: none is known

    const Mode m_mode;
    const QString m_path;
    mutable std::mutex m_mutex;
    Shared m_list;
    bool m_isKept = false; // m_list is what the file says; replace()'s
};

}
