#include "cli/rebuilding.h"

#include "common/db/migrations.h"
#include "common/db/segmentcopy.h"
#include "common/db/transaction.h"
#include "common/event/importedfigure.h"

#include <algorithm>
#include <functional>
#include <map>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

// So many events at once, whose small segments the compactor merges.
constexpr std::size_t eventsAtOnce = 200'000;

struct DayFigures {
    std::int64_t events = 0, views = 0, bots = 0;
    bool operator==(const DayFigures &) const = default;
};
struct ImportedKey {
    std::string site, dimension, value;
    auto operator<=>(const ImportedKey &) const = default;
};
struct ImportedSums {
    std::int64_t views = 0, visitors = 0;
    bool isSaid = false; // by an event
};

Event eventOf(const Rows &rows)
{
    Event event;
    int column = 0;
    for (std::string Event::*text : {&Event::siteId, &Event::eventType, &Event::path, &Event::userId})
        event.*text = rows.text(0, column++);
    event.timestamp = rows.number(0, column++);
    event.referrer = rows.text(0, column++);
    event.props = rows.text(0, column++);
    event.count = std::int32_t(rows.number(0, column++));
    for (const EventAttribute &attribute : eventAttributes)
        event.*attribute.member = rows.text(0, column++);
    return event;
}

// One day, in the snapshot of the one connection and the transaction of the other.
class DayRebuild {
public:
    DayRebuild(Connection &reading, Connection &writing, const KeyedHash &hash, std::int32_t day)
        : m_reading(reading)
        , m_writing(writing)
        , m_hash(hash)
        , m_day {day}
    {
    }

    DbResult<void> replaceSegments()
    {
        const auto old = m_reading.run("segments_of_day", Params().add(m_day));
        if (!old)
            return tl::unexpected(old.error());
        std::vector<int> rows(std::size_t(old->count()));
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = int(i);
        const auto deleted = m_writing.run("delete_segments",
            Params().add(m_day).addArray(rows, [&](int row) { return old->text(row, 0); }).addArray(rows, [&](int row) {
                return old->number(row, 1);
            }));
        if (!deleted)
            return tl::unexpected(deleted.error());
        if (deleted->number(0, 0) != old->count()) // of a worker that does not lock: an older one
            return tl::unexpected(DbError {"40001", u"segments were merged meanwhile"_s}); // serialization_failure
        DbResult<void> written;
        const auto read = m_reading.each("events_of_day", Params().add(m_day), [&](const Rows &row) {
            if (!written)
                return; // what comes is not to pile up
            Event event = eventOf(row);
            ++m_eventCount;
            if (event.eventType == importedType)
                addImported(event);
            else
                m_events.add(event);
            if (m_events.size() == eventsAtOnce)
                written = writeSegments();
        });
        if (!read)
            return read;
        return written ? writeSegments() : written;
    }

    // Adds to `daily` and `imported_figures` what the events have more than these have in the snapshot.
    DbResult<void> correctFigures()
    {
        return subtractStored().and_then([&] { return addDaily(); }).and_then([&] { return addImported(); });
    }

    std::int64_t eventCount() const { return m_eventCount; }

private:
    DbResult<void> writeSegments()
    {
        const auto segments = daySegments(m_events.all(), std::bind_front(&KeyedHash::user, &m_hash));
        for (const DaySegment &segment : segments) {
            DayFigures &figures = m_figures[segment.site];
            figures.events += segment.events;
            figures.views += segment.views;
            figures.bots += segment.bots;
        }
        auto written = segments.empty() ? DbResult<void>() : m_writing.copyIn("copy_fresh", segmentTuples(segments));
        m_events.clear();
        return written;
    }

    void addImported(const Event &event)
    {
        for (const ImportedFigure &row : importedRows(event)) {
            ImportedSums &sums = m_imported[{event.siteId, std::string(row.dimension), row.value}];
            sums.views += row.views;
            sums.visitors += row.visitors;
            sums.isSaid = true;
        }
    }

    DbResult<void> subtractStored()
    {
        const auto daily = m_reading.run("daily_of_day", Params().add(m_day));
        const auto imported = m_reading.run("imported_of_day", Params().add(m_day));
        if (!daily || !imported)
            return tl::unexpected(daily ? imported.error() : daily.error());
        for (int row = 0; row < daily->count(); ++row) {
            DayFigures &figures = m_figures[std::string(daily->text(row, 0))];
            figures.events -= daily->number(row, 1);
            figures.views -= daily->number(row, 2);
            figures.bots -= daily->number(row, 3);
        }
        for (int row = 0; row < imported->count(); ++row) {
            ImportedSums &sums = m_imported[{std::string(imported->text(row, 0)), std::string(imported->text(row, 1)),
                std::string(imported->text(row, 2))}];
            sums.views -= imported->number(row, 3);
            sums.visitors -= imported->number(row, 4);
        }
        return {};
    }

    DbResult<void> addDaily()
    {
        std::erase_if(m_figures, [](const auto &entry) { return entry.second == DayFigures(); });
        const auto number = [](std::int64_t DayFigures::*member) {
            return [member](const auto &entry) { return entry.second.*member; };
        };
        return outcomeOf(m_writing.run("add_daily",
            Params()
                .addArray(m_figures, [](const auto &entry) { return std::string_view(entry.first); })
                .addArray(m_figures, [this](const auto &) { return m_day; })
                .addArray(m_figures, number(&DayFigures::events))
                .addArray(m_figures, number(&DayFigures::views))
                .addArray(m_figures, number(&DayFigures::bots))));
    }

    DbResult<void> addImported()
    {
        std::map<ImportedKey, ImportedSums> gone;
        for (const auto &[key, sums] : m_imported) {
            if (!sums.isSaid)
                gone.emplace(key, sums);
        }
        std::erase_if(m_imported, [](const auto &entry) { return entry.second.views == 0 && entry.second.visitors == 0; });
        const auto keys = [this](const auto &map) {
            return Params()
                .addArray(map, [](const auto &entry) { return std::string_view(entry.first.site); })
                .addArray(map, [](const auto &entry) { return std::string_view(entry.first.dimension); })
                .addArray(map, [this](const auto &) { return m_day; })
                .addArray(map, [](const auto &entry) { return std::string_view(entry.first.value); });
        };
        return outcomeOf(m_writing.run("add_imported_figures",
                             keys(m_imported)
                                 .addArray(m_imported, [](const auto &entry) { return entry.second.views; })
                                 .addArray(m_imported, [](const auto &entry) { return entry.second.visitors; })))
            .and_then([&] { return outcomeOf(m_writing.run("delete_imported_zeros", keys(gone))); });
    }

    Connection &m_reading;
    Connection &m_writing;
    const KeyedHash &m_hash;
    const pgbinary::Day m_day;
    PackedEvents m_events;
    std::int64_t m_eventCount = 0;
    std::map<std::string, DayFigures> m_figures; // by site: of the events, less what is stored
    std::map<ImportedKey, ImportedSums> m_imported; // the same
};

}

Rebuilding::Rebuilding(const QString &databaseUrl, Say say)
    : m_reading(databaseUrl)
    , m_writing(databaseUrl)
    , m_say(std::move(say))
{
}

DbResult<Rebuilding::Outcome> Rebuilding::run(Days asked)
{
    for (Connection *connection : {&m_reading, &m_writing}) {
        if (const auto opened = connection->open(); !opened)
            return tl::unexpected(opened.error());
    }
    const auto taken = takeOver(m_writing);
    if (!taken)
        return tl::unexpected(taken.error());
    if (*taken)
        m_say(u"The database is of this version now"_s);
    const Params range = Params().add(pgbinary::Day {asked.first}).add(pgbinary::Day {asked.last});
    const auto held = m_reading.run("held_range", range);
    if (!held)
        return tl::unexpected(held.error());
    if (!held->isNull(0, 0)) // what was counted of events that are dropped by now has to stay
        asked.first = std::max(asked.first, std::int32_t(held->number(0, 0)));
    const auto days = m_reading.run(
        "days_to_rebuild", Params().add(pgbinary::Day {asked.first}).add(pgbinary::Day {asked.last}));
    if (!days)
        return tl::unexpected(days.error());

    const auto hash = KeyedHash::load(m_writing);
    if (!hash)
        return tl::unexpected(hash.error());

    Outcome outcome;
    for (int row = 0; row < days->count(); ++row) {
        const auto day = std::int32_t(days->number(row, 0));
        const auto events = rebuild(day, *hash);
        if (!events)
            return tl::unexpected(events.error());
        ++outcome.days;
        outcome.events += *events;
        m_say(u"%1: %2 events (day %3 of %4)"_s.arg(dayText(day)).arg(*events).arg(row + 1).arg(days->count()));
    }
    return m_writing.run("correct_totals").map([&](const Rows &) { return outcome; });
}

// How many events the day has.
DbResult<std::int64_t> Rebuilding::rebuild(std::int32_t day, const KeyedHash &hash)
{
    auto writing = Transaction::begin(m_writing);
    if (!writing)
        return tl::unexpected(writing.error());
    if (const auto locked = m_writing.run("lock_compaction"); !locked)
        return tl::unexpected(locked.error());
    const auto snapshot = Transaction::beginReading(m_reading);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    DayRebuild rebuild(m_reading, m_writing, hash, day);
    return rebuild.replaceSegments()
        .and_then([&] { return rebuild.correctFigures(); })
        .and_then([&] { return outcomeOf(m_writing.run("forget_periods", Params().add(pgbinary::Day {day}))); })
        .and_then([&] { return writing->commit(); })
        .map([&] { return rebuild.eventCount(); });
}

}
