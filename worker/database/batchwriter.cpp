#include "worker/database/batchwriter.h"

#include "common/db/segmentcopy.h"
#include "common/db/transaction.h"
#include "common/event/canonical.h"
#include "worker/database/eventcopy.h"
#include "worker/database/importcounts.h"

#include <QByteArray>

#include <algorithm>
#include <map>
#include <set>

namespace footfall::worker {

namespace {

constexpr std::string_view importerPrefix = "import:"; // its ids are remembered for ever

// Of a COPY: as many are in memory as tuples.
constexpr std::size_t eventsAPiece = 1'000, segmentBytesAPiece = 256 << 10;

}

BatchWriter::BatchWriter(Connection &connection, KeyedHash hash, Clock clock)
    : m_connection(connection)
    , m_hash(hash)
    , m_clock(std::move(clock))
{
}

DbResult<BatchWriter::Outcome> BatchWriter::write(const Batch &batch)
{
    auto outcome = writeOnce(batch, false);
    if (!outcome && outcome.error().isData())
        outcome = writeOnce(batch, true);
    return outcome;
}

// `apart`: PostgreSQL has refused something of this batch for its data; find it.
DbResult<BatchWriter::Outcome> BatchWriter::writeOnce(const Batch &batch, bool apart)
{
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return errorOf(transaction);
    const auto sent = newEvents(batch);
    if (!sent)
        return errorOf(sent);
    const auto events = withoutRepeats(*sent);
    if (!events)
        return errorOf(events);

    Events rejected;
    const auto count = [&] { return countImports(m_connection, *sent, *events, rejected, m_clock()); };
    DbResult<void> stored;
    if (apart)
        stored = storeApart(*events, rejected).and_then(count);
    else if (batch.figures() && events->size() == batch.events().size())
        stored = store(*events, *batch.figures(), count);
    else
        stored = store(*events, BatchFigures::of(*events, m_hash), count);
    if (!stored)
        return errorOf(stored);
    return transaction->commit().map([&] { return Outcome {events->size() - rejected.size(), rejected.size()}; });
}

// The batch's events without those of frames that are counted already. Quarantines what could
// not be decoded.
DbResult<BatchWriter::Events> BatchWriter::newEvents(const Batch &batch)
{
    const auto isNew = enterLedger(batch);
    if (!isNew)
        return errorOf(isNew);
    Events events;
    for (std::size_t i = 0; i < batch.frames().size(); ++i) {
        const Batch::Frame &frame = batch.frames()[i];
        if (!(*isNew)[i])
            continue;
        for (std::size_t e = 0; e < frame.events; ++e)
            events.push_back(batch.events()[frame.firstEvent + e]);
        if (frame.undecodable.empty())
            continue;
        const QByteArray body(frame.body.data(), qsizetype(frame.body.size()));
        const auto kept = m_connection.run("quarantine_frame",
            Params()
                .add(pgbinary::uuid(frame.id.producer))
                .add(std::int64_t(frame.id.sequence))
                .add(pgbinary::Time {m_clock()})
                .add(frame.undecodable)
                .add(body.toBase64().toStdString()));
        if (!kept)
            return errorOf(kept);
    }
    return events;
}

// Which frames (by their place in the batch) are counted by no other transaction.
DbResult<std::vector<bool>> BatchWriter::enterLedger(const Batch &batch)
{
    const auto &frames = batch.frames();
    const auto producer = [](const Batch::Frame &frame) { return pgbinary::uuid(frame.id.producer); };
    const auto entered = m_connection.run("ledger_insert",
        Params().addArray(frames, producer).addArray(
            frames, [](const Batch::Frame &frame) { return std::int64_t(frame.id.sequence); }));
    if (!entered)
        return errorOf(entered);
    const auto lowWatermarks = m_connection.run("ledger_low", Params().addArray(frames, producer));
    if (!lowWatermarks)
        return errorOf(lowWatermarks);

    std::map<std::string_view, std::uint64_t> low;
    for (int row = 0; row < lowWatermarks->count(); ++row)
        low[lowWatermarks->text(row, 0)] = std::uint64_t(lowWatermarks->number(row, 1));
    std::set<std::pair<std::string_view, std::uint64_t>> fresh;
    for (int row = 0; row < entered->count(); ++row) {
        const auto sequence = std::uint64_t(entered->number(row, 1));
        if (const auto it = low.find(entered->text(row, 0)); it == low.end() || sequence >= it->second)
            fresh.insert({entered->text(row, 0), sequence});
    }
    std::vector<bool> isNew;
    for (const Batch::Frame &frame : frames) // the same frame may be in the batch twice
        isNew.push_back(fresh.erase({frame.id.producer, frame.id.sequence}) == 1);
    return isNew;
}

// Without repeats of a client's event id.
DbResult<BatchWriter::Events> BatchWriter::withoutRepeats(const Events &events)
{
    struct Claim {
        std::string_view site;
        pgbinary::Bytes16 id;
        std::size_t index;
        bool forever;
        auto key() const { return std::tie(site, id); }
    };
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const PackedEvent event = events[i];
        if (!event.eventId().empty())
            claims.push_back({event.site(), m_hash.eventId(event.site(), event.eventId()), i,
                event.eventId().starts_with(importerPrefix)});
    }
    if (claims.empty())
        return events;
    // The first of the same id comes first, and is the one that stays.
    std::stable_sort(claims.begin(), claims.end(), [](const Claim &a, const Claim &b) { return a.key() < b.key(); });
    std::vector<bool> drop(events.size());
    for (const Claim &claim : claims)
        drop[claim.index] = true;
    claims.erase(std::unique(claims.begin(), claims.end(),
                     [](const Claim &a, const Claim &b) { return a.key() == b.key(); }),
        claims.end());

    const auto claimed = m_connection.run("claim_event_ids",
        Params()
            .addArray(claims, [](const Claim &claim) { return claim.site; })
            .addArray(claims, [](const Claim &claim) { return claim.id; })
            .add(pgbinary::Day {utcDay(m_clock())})
            .addArray(claims, [](const Claim &claim) { return std::int32_t(claim.forever); }));
    if (!claimed)
        return errorOf(claimed);
    for (int row = 0; row < claimed->count(); ++row) {
        const std::string_view site = claimed->text(row, 0);
        const pgbinary::Bytes16 id = pgbinary::uuid(claimed->text(row, 1));
        const auto it = std::lower_bound(claims.begin(), claims.end(), std::tie(site, id),
            [](const Claim &claim, const auto &key) { return claim.key() < key; });
        drop[it->index] = false;
    }
    Events kept;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (!drop[i])
            kept.push_back(events[i]);
    }
    return kept;
}

// `countImports`: called before the rows that most transactions have in common.
DbResult<void> BatchWriter::store(
    std::span<const PackedEvent> events, const BatchFigures &figures, const std::function<DbResult<void>()> &countImports)
{
    return copyEvents(events)
        .and_then([&] { return copySegments(figures.segments); })
        .and_then([&] { return addImported(figures.imported); })
        .and_then(countImports)
        .and_then([&] { return addFigures(figures); });
}

// Stores what PostgreSQL takes; an event that it refuses ends up alone and is appended to `rejected`.
// A savepoint a try; 2 log2(n) tries for each bad event.
DbResult<void> BatchWriter::storeApart(std::span<const PackedEvent> events, Events &rejected)
{
    if (events.empty())
        return {};
    if (auto marked = m_connection.execute("SAVEPOINT part"); !marked)
        return marked;
    const auto stored = store(events, BatchFigures::of(events, m_hash), [] { return DbResult<void>(); });
    if (stored)
        return m_connection.execute("RELEASE SAVEPOINT part");
    if (!stored.error().isData())
        return stored;
    if (auto undone = m_connection.execute("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part"); !undone)
        return undone;
    if (events.size() > 1) {
        return storeApart(events.first(events.size() / 2), rejected).and_then([&] {
            return storeApart(events.subspan(events.size() / 2), rejected);
        });
    }
    rejected.push_back(events.front());
    std::string line;
    appendCanonical(line, events.front().unpacked());
    return outcomeOf(m_connection.run("reject_event",
        Params()
            .add(pgbinary::Time {m_clock()})
            .add(events.front().site())
            .add(stored.error().sqlState)
            .add(stored.error().message.toStdString())
            .add(line)));
}

// Made a piece at a time, while PostgreSQL is at work on those before.
DbResult<void> BatchWriter::copyEvents(std::span<const PackedEvent> events)
{
    if (events.empty())
        return {};
    const Timestamp processedAt = m_clock();
    return m_connection.copyIn("copy_events", [&] {
        const auto some = events.first(std::min(eventsAPiece, events.size()));
        events = events.subspan(some.size());
        return copyTuples(some, processedAt);
    });
}

DbResult<void> BatchWriter::copySegments(std::span<const DaySegment> segments)
{
    if (segments.empty())
        return {};
    return m_connection.copyIn("copy_fresh", [&] {
        std::size_t count = 0;
        for (std::size_t bytes = 0; count < segments.size() && bytes < segmentBytesAPiece; ++count)
            bytes += segments[count].body.size();
        return segmentTuples(std::exchange(segments, segments.subspan(count)).first(count));
    });
}

DbResult<void> BatchWriter::addImported(std::span<const BatchFigures::Imported> rows)
{
    if (rows.empty())
        return {};
    return outcomeOf(m_connection.run("add_imported_figures",
        Params()
            .addArray(rows, [](const auto &row) { return std::string_view(row.site); })
            .addArray(rows, [](const auto &row) { return row.dimension; })
            .addArray(rows, [](const auto &row) { return pgbinary::Day {row.day}; })
            .addArray(rows, [](const auto &row) { return std::string_view(row.value); })
            .addArray(rows, [](const auto &row) { return row.views; })
            .addArray(rows, [](const auto &row) { return row.visitors; })));
}

DbResult<void> BatchWriter::addFigures(const BatchFigures &figures)
{
    if (figures.daily.empty())
        return {};
    const auto site = [](const auto &row) { return std::string_view(row.site); };
    const auto events = [](const auto &row) { return row.events; };
    const auto views = [](const auto &row) { return row.views; };
    const auto bots = [](const auto &row) { return row.bots; };
    return outcomeOf(m_connection.run("add_daily",
                         Params()
                             .addArray(figures.daily, site)
                             .addArray(figures.daily, [](const auto &row) { return pgbinary::Day {row.day}; })
                             .addArray(figures.daily, events)
                             .addArray(figures.daily, views)
                             .addArray(figures.daily, bots)))
        .and_then([&] {
            return outcomeOf(m_connection.run("add_totals",
                Params()
                    .addArray(figures.totals, site)
                    .addArray(figures.totals, events)
                    .addArray(figures.totals, views)
                    .addArray(figures.totals, bots)
                    .addArray(figures.totals, [](const auto &row) { return pgbinary::Time {row.lastEventAt}; })));
        });
}

}
