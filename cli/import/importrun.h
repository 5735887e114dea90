#pragma once

#include <QUrlQuery>
#include <QUuid>

#include <chrono>
#include <optional>

namespace footfall::cli {

class ImportProgress;
class IngestClient;

// One run of `footfall import`, by the random id that all of its batches carry: afterwards it asks
// the server what became of their events.
class ImportRun {
public:
    struct Outcome {
        qint64 alreadyCounted = 0; // their event ids were counted before
        qint64 rejected = 0; // by PostgreSQL, for their data
    };

    ImportRun(IngestClient &client, ImportProgress &progress)
        : m_client(client)
        , m_progress(progress)
    {
    }

    QUrlQuery query() const; // of POST /events

    // What became of the `sent` events that the server has accepted. Waits until all of them are in
    // the database; nullopt if that gets no further for as long as `patience`.
    std::optional<Outcome> outcome(qint64 sent, std::chrono::milliseconds patience);

private:
    struct Counts {
        qint64 counted = 0;
        qint64 alreadyCounted = 0;
        qint64 rejected = 0;
    };
    std::optional<Counts> counts();
    bool hasDrained(std::chrono::milliseconds since);

    IngestClient &m_client;
    ImportProgress &m_progress;
    const QUuid m_id = QUuid::createUuid();
};

}
