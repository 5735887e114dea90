#pragma once

#include "worker/batch/batch.h"

#include "common/db/connection.h"

#include <functional>
#include <span>

namespace footfall::worker {

// Writes a batch in one transaction: ledger, event ids, events, segments, figures. Whatever happens in it, and however often it is tried again, every event is counted once: the ledger is
// part of the transaction. Lives in the database's thread.
class BatchWriter {
public:
    BatchWriter(Connection &connection, KeyedHash hash, Clock clock);

    struct Outcome {
        std::uint64_t stored = 0; // events, repeats not among them
        std::uint64_t rejected = 0; // events that PostgreSQL refused for their data
    };
    // One try. After an error nothing is known, the commit may have happened: call it again
    // with the same batch.
    DbResult<Outcome> write(const Batch &batch);

private:
    using Events = std::vector<PackedEvent>;

    DbResult<Outcome> writeOnce(const Batch &batch, bool apart);
    DbResult<Events> newEvents(const Batch &batch);
    DbResult<std::vector<bool>> enterLedger(const Batch &batch);
    DbResult<Events> withoutRepeats(const Events &events);
    DbResult<void> store(std::span<const PackedEvent> events, const BatchFigures &figures,
        const std::function<DbResult<void>()> &countImports);
    DbResult<void> storeApart(std::span<const PackedEvent> events, Events &rejected);
    DbResult<void> copyEvents(std::span<const PackedEvent> events);
    DbResult<void> copySegments(std::span<const DaySegment> segments);
    DbResult<void> addImported(std::span<const BatchFigures::Imported> rows);
    DbResult<void> addFigures(const BatchFigures &figures);

    Connection &m_connection;
    KeyedHash m_hash;
    Clock m_clock;
};

}
