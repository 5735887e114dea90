#pragma once

#include "worker/batch.h"

#include "common/db/connection.h"

namespace footfall::worker {

// Writes a batch in one transaction: ledger, event ids, events, rollups, counts of imports. Whatever happens
// in it, and however often it is tried again, every event is counted once: the ledger is
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

    // The props that the last batch was broken down by, as the database said.
    const std::vector<std::string> &props() const { return m_props; }

private:
    using Events = std::vector<const Event *>;
    // Those rows to which only PostgreSQL knows the new users.
    struct Counted {
        std::vector<Rollups::Figures> hourly, daily, totals;
    };

    Rollups aggregate(std::span<const Event *const> events) const;
    DbResult<Outcome> writeOnce(const Batch &batch, bool apart);
    DbResult<Events> newEvents(const Batch &batch);
    DbResult<std::vector<bool>> enterLedger(const Batch &batch);
    DbResult<Events> withoutRepeats(const Events &events);
    DbResult<void> store(const Events &events, const Rollups &rollups);
    DbResult<void> storeApart(std::span<const Event *const> events, Events &rejected);
    DbResult<void> countUsers(const std::vector<Rollups::Visitor> &visitors, Counted &counted);
    DbResult<void> addRollups(const Rollups &rollups, const Counted &counted);

    Connection &m_connection;
    KeyedHash m_hash;
    Clock m_clock;
    std::vector<std::string> m_props;
};

}
