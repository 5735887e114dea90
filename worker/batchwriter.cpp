#include "worker/batchwriter.h"

#include "common/db/transaction.h"
#include "common/event/canonical.h"
#include "worker/eventcopy.h"
#include "worker/importcounts.h"
#include "worker/propdimensions.h"
#include "common/db/segmentcopy.h"
#include "worker/usernews.h"

#include <QByteArray>

#include <algorithm>
#include <map>
#include <set>

namespace footfall::worker {

namespace {

constexpr std::string_view importerPrefix = "import:"; // its ids are remembered for ever

bool hasSlot(std::string_view bits, int from, int to)
{
    return bits.substr(std::size_t(from), std::size_t(to - from)).find('1') != std::string_view::npos;
}

// Row of `rows` (sorted by site and period) that is for this site and period.
Rollups::Figures &find(std::vector<Rollups::Figures> &rows, std::string_view site, Timestamp period)
{
    const auto it = std::lower_bound(rows.begin(), rows.end(), std::tie(site, period),
        [](const Rollups::Figures &row, const auto &key) { return std::tie(row.site, row.period) < key; });
    Q_ASSERT(it != rows.end() && it->site == site && it->period == period);
    return *it;
}

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

Rollups BatchWriter::aggregate(std::span<const Event *const> events) const
{
    return Rollups::of(events, m_hash, m_clock() - Rollups::recentPeriod, m_props);
}

// `apart`: PostgreSQL has refused something of this batch for its data; find it.
DbResult<BatchWriter::Outcome> BatchWriter::writeOnce(const Batch &batch, bool apart)
{
    auto transaction = Transaction::begin(m_connection);
    if (!transaction)
        return errorOf(transaction);
    auto props = propDimensions(m_connection);
    if (!props)
        return errorOf(props);
    m_props = std::move(*props);
    const auto sent = newEvents(batch);
    if (!sent)
        return errorOf(sent);
    const auto events = withoutRepeats(*sent);
    if (!events)
        return errorOf(events);

    Events rejected;
    if (apart) {
        if (const auto stored = storeApart(*events, rejected); !stored)
            return errorOf(stored);
    } else {
        const bool whole = batch.rollups() && batch.rollups()->props == m_props && events->size() == batch.events().size();
        const auto stored = whole ? store(*events, *batch.rollups()) : store(*events, aggregate(*events));
        if (!stored)
            return errorOf(stored);
    }
    if (const auto counted = countImports(m_connection, *sent, *events, rejected, m_clock()); !counted)
        return errorOf(counted);
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
            events.push_back(&batch.events()[frame.firstEvent + e]);
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
    const auto lows = m_connection.run("ledger_low", Params().addArray(frames, producer));
    if (!lows)
        return errorOf(lows);

    std::map<std::string_view, std::uint64_t> low;
    for (int row = 0; row < lows->count(); ++row)
        low[lows->text(row, 0)] = std::uint64_t(lows->number(row, 1));
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
        const Event &event = *events[i];
        if (!event.eventId.empty())
            claims.push_back({event.siteId, m_hash.eventId(event.siteId, event.eventId), i,
                event.eventId.starts_with(importerPrefix)});
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

DbResult<void> BatchWriter::store(const Events &events, const Rollups &rollups)
{
    if (events.empty())
        return {};
    Counted counted {rollups.hourly, rollups.daily, rollups.totals};
    return m_connection.copyIn("copy_events", copyTuples(events, m_clock()))
        .and_then([&] { return m_connection.copyIn("copy_fresh", segmentTuples(rollups.segments)); })
        .and_then([&] { return countUsers(rollups.visitors, counted); })
        .and_then([&] { return addRollups(rollups, counted); });
}

// Stores what PostgreSQL takes; an event that it refuses ends up alone and is appended to `rejected`.
// A savepoint a try; 2 log2(n) tries for each bad event.
DbResult<void> BatchWriter::storeApart(std::span<const Event *const> events, Events &rejected)
{
    if (events.empty())
        return {};
    if (auto marked = m_connection.execute("SAVEPOINT part"); !marked)
        return marked;
    const auto stored = store(Events(events.begin(), events.end()), aggregate(events));
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
    appendCanonical(line, *events.front());
    return outcomeOf(m_connection.run("reject_event",
        Params()
            .add(pgbinary::Time {m_clock()})
            .add(events.front()->siteId)
            .add(stored.error().sqlState)
            .add(stored.error().message.toStdString())
            .add(line)));
}

// Writes the visitors and learns from it who is new to his hour, his day and his site.
DbResult<void> BatchWriter::countUsers(const std::vector<Rollups::Visitor> &visitors, Counted &counted)
{
    const auto taught = m_connection.run("upsert_visitors",
        Params()
            .addArray(visitors, [](const Rollups::Visitor &row) { return row.site; })
            .addArray(visitors, [](const Rollups::Visitor &row) { return pgbinary::Day {row.day}; })
            .addArray(visitors, [](const Rollups::Visitor &row) { return row.userHash; })
            .addArray(visitors, [](const Rollups::Visitor &row) { return row.slots; }));
    if (!taught)
        return errorOf(taught);
    if (taught->count() == 0)
        return {};
    if (auto noted = m_connection.copyIn("copy_user_news", newsTuples(*taught)); !noted)
        return noted;

    std::vector<std::pair<std::string_view, std::int64_t>> newToDay;
    for (int row = 0; row < taught->count(); ++row) {
        const std::string_view site = taught->text(row, 0);
        const Timestamp day = taught->number(row, 1) * microsPerDay;
        const std::string_view slots = taught->text(row, 3);
        const std::string_view fresh = taught->text(row, 4);
        std::string before(slots);
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (fresh[i] == '1')
                before[i] = '0';
        }
        for (int hour = 0; hour < 24; ++hour) {
            if (hasSlot(fresh, 4 * hour, 4 * hour + 4) && !hasSlot(before, 4 * hour, 4 * hour + 4))
                ++find(counted.hourly, site, day + hour * 3'600 * microsPerSecond).newUsers;
        }
        if (slots == fresh) {
            ++find(counted.daily, site, day).newUsers;
            newToDay.emplace_back(site, taught->number(row, 2));
        }
    }
    std::sort(newToDay.begin(), newToDay.end());
    newToDay.erase(std::unique(newToDay.begin(), newToDay.end()), newToDay.end());
    const auto added = m_connection.run("add_site_users",
        Params()
            .addArray(newToDay, [](const auto &user) { return user.first; })
            .addArray(newToDay, [](const auto &user) { return user.second; }));
    if (!added)
        return errorOf(added);
    for (int row = 0; row < added->count(); ++row)
        ++find(counted.totals, added->text(row, 0), 0).newUsers;
    return {};
}

DbResult<void> BatchWriter::addRollups(const Rollups &rollups, const Counted &counted)
{
    const auto site = [](const auto &row) { return row.site; };
    const auto time = [](const auto &row) { return pgbinary::Time {row.period}; };
    const auto day = [](const auto &row) { return pgbinary::Day {utcDay(row.period)}; };
    const auto dimension = [](const auto &row) { return row.dimension; };
    const auto value = [](const auto &row) { return row.value; };
    const auto views = [](const auto &row) { return row.views; };
    const auto events = [](const auto &row) { return row.events; };
    const auto users = [](const auto &row) { return row.newUsers; };
    const auto run = [this](const char *name, const Params &params) { return outcomeOf(m_connection.run(name, params)); };

    const auto bots = [](const auto &row) { return row.bots; };
    const auto minute = [](const auto &row) { return pgbinary::Time {row.minute}; };
    const auto lastEventAt = [](const Rollups::Figures &row) { return pgbinary::Time {row.lastEventAt}; };
    return run("add_traffic",
        Params().addArray(rollups.traffic, site).addArray(rollups.traffic, time).addArray(rollups.traffic, events)
            .addArray(rollups.traffic, views).addArray(rollups.traffic, bots))
        .and_then([&] {
            return run("add_recent_views",
                Params().addArray(rollups.recentViews, site).addArray(rollups.recentViews, minute)
                    .addArray(rollups.recentViews, [](const auto &row) { return row.path; })
                    .addArray(rollups.recentViews, views));
        })
        .and_then([&] {
            return run("add_recent_users",
                Params().addArray(rollups.recentUsers, site).addArray(rollups.recentUsers, minute)
                    .addArray(rollups.recentUsers, [](const auto &row) { return row.userHash; }));
        })
        .and_then([&] {
            return run("add_breakdown",
                Params().addArray(rollups.bySlot, site).addArray(rollups.bySlot, time)
                    .addArray(rollups.bySlot, dimension).addArray(rollups.bySlot, value)
                    .addArray(rollups.bySlot, views));
        })
        .and_then([&] {
            return run("add_breakdown_daily",
                Params().addArray(rollups.byDay, site).addArray(rollups.byDay, day)
                    .addArray(rollups.byDay, dimension).addArray(rollups.byDay, value)
                    .addArray(rollups.byDay, views));
        })
        .and_then([&] {
            return run("add_breakdown_monthly",
                Params().addArray(rollups.byMonth, site).addArray(rollups.byMonth, day)
                    .addArray(rollups.byMonth, dimension).addArray(rollups.byMonth, value)
                    .addArray(rollups.byMonth, views));
        })
        .and_then([&] {
            return run("add_imported_figures",
                Params().addArray(rollups.imported, site).addArray(rollups.imported, dimension)
                    .addArray(rollups.imported, day).addArray(rollups.imported, value).addArray(rollups.imported, views)
                    .addArray(rollups.imported, [](const auto &row) { return row.visitors; }));
        })
        .and_then([&] {
            return run("add_hourly",
                Params().addArray(counted.hourly, site).addArray(counted.hourly, time)
                    .addArray(counted.hourly, events).addArray(counted.hourly, views).addArray(counted.hourly, users));
        })
        .and_then([&] {
            return run("add_daily",
                Params().addArray(counted.daily, site).addArray(counted.daily, day)
                    .addArray(counted.daily, events).addArray(counted.daily, views).addArray(counted.daily, bots)
                    .addArray(counted.daily, users));
        })
        .and_then([&] {
            return run("add_totals",
                Params().addArray(counted.totals, site).addArray(counted.totals, events)
                    .addArray(counted.totals, views).addArray(counted.totals, bots).addArray(counted.totals, users)
                    .addArray(counted.totals, lastEventAt));
        });
}

}
