#include "cli/verifysegments.h"

#include "cli/days.h"
#include "common/db/keyedhash.h"
#include "common/event/event.h"
#include "common/json/text.h"
#include "common/segment/props.h"
#include "common/segment/reader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

constexpr char userFieldCount[] = "\0\x03"; // as int16
constexpr std::uint32_t rowsAtOnce = 50'000;

DbResult<void> gatherUsers(Connection &connection, const Params &days)
{
    const auto hash = KeyedHash::load(connection);
    if (!hash)
        return errorOf(hash);
    if (const auto opened = connection.run("verify_open_users", days); !opened)
        return errorOf(opened);
    for (;;) {
        const auto users = connection.run("verify_fetch_users");
        if (!users)
            return errorOf(users);
        if (users->count() == 0)
            return {};
        std::string tuples;
        for (int row = 0; row < users->count(); ++row) {
            tuples.append(userFieldCount, 2);
            pgbinary::appendField(tuples, users->text(row, 0));
            pgbinary::appendField(tuples, users->text(row, 1));
            pgbinary::appendField(tuples, hash->user(users->text(row, 0), users->text(row, 1)));
        }
        if (auto copied = connection.copyIn("verify_copy_users", tuples); !copied)
            return copied;
    }
}

// All rows of a segment, for SQL: by column, as arrays.
class SegmentRows {
public:
    static Result<SegmentRows> of(std::string_view body)
    {
        return SegmentReader::open(body).and_then([](const SegmentReader &reader) -> Result<SegmentRows> {
            SegmentRows rows;
            const auto read = reader.layout()
                                  .and_then([&](SegmentLayout layout) {
                                      rows.m_layout = std::move(layout);
                                      return reader.times(rows.m_layout);
                                  })
                                  .and_then([&](SegmentTimes times) {
                                      rows.m_times = std::move(times);
                                      return reader.counts();
                                  })
                                  .map([&](std::vector<std::uint32_t> counts) { rows.m_counts = std::move(counts); })
                                  .and_then([&] { return rows.readColumns(reader); });
            if (!read)
                return tl::unexpected(read.error());
            return rows;
        });
    }

    std::uint32_t count() const { return m_layout.rows; }

    // Those from `begin` to before `end`, as verify_add_segment_rows takes them.
    Params params(std::string_view site, std::int32_t day, std::uint32_t begin, std::uint32_t end) const
    {
        std::vector<std::uint32_t> rows;
        for (std::uint32_t row = begin; row < end; ++row)
            rows.push_back(row);
        Params params;
        params.add(site).add(pgbinary::Day {day});
        params.addArray(rows, [this](std::uint32_t row) { return std::int32_t(row < m_layout.userRows); });
        params.addArray(rows, [this](std::uint32_t row) { return row < m_layout.userRows ? userAt(row) : 0; });
        params.addArray(rows, [&](std::uint32_t row) {
            const Timestamp micros = m_times.micros.empty() ? 0 : m_times.micros[row];
            return pgbinary::Time {day * microsPerDay + m_times.millis[row] * Timestamp(1'000) + micros};
        });
        params.addArray(rows, [this](std::uint32_t row) { return m_counts.empty() ? 1 : std::int32_t(m_counts[row]); });
        for (const SegmentColumn &column : m_dimensions)
            params.addArray(rows, [&](std::uint32_t row) { return column.textAt(row); });
        params.addArray(rows, [this](std::uint32_t row) {
            return row < m_props.size() ? std::string_view(m_props[row]) : std::string_view();
        });
        return params;
    }

private:
    Result<void> readColumns(const SegmentReader &reader)
    {
        for (const EventAttribute &dimension : eventDimensions) {
            auto column = reader.column(m_layout, dimension.name);
            if (!column)
                return tl::unexpected(column.error());
            m_dimensions.push_back(std::move(*column));
        }
        for (const std::string &name : reader.columns()) {
            if (std::any_of(eventDimensions.begin(), eventDimensions.end(), [&](const auto &known) { return known.name == name; }))
                continue;
            const auto column = reader.column(m_layout, name);
            if (!column)
                return tl::unexpected(column.error());
            if (!addProps(name, *column))
                return failed(u"A segment has a column that is not known: "_s + QString::fromStdString(name));
        }
        for (std::string &json : m_props)
            json += json.empty() ? "" : "}";
        return {};
    }

    bool addProps(std::string_view name, const SegmentColumn &column)
    {
        m_props.resize(m_layout.rows);
        const auto add = [](std::string &json, std::string_view key, std::string_view value) {
            json += json.empty() ? '{' : ',';
            appendJsonString(json, key);
            json += ':';
            appendJsonString(json, value);
        };
        bool isKnown = name == otherProps || name.starts_with(propPrefix);
        for (std::uint32_t row = 0; row < m_layout.rows && isKnown; ++row) {
            const std::string_view text = column.textAt(row);
            if (text.empty())
                continue;
            if (name == otherProps)
                isKnown = readProps(text, [&](auto key, auto value) { add(m_props[row], key, value); });
            else
                add(m_props[row], name.substr(propPrefix.size()), text);
        }
        return isKnown;
    }

    std::int64_t userAt(std::uint32_t row) const
    {
        const auto after = std::upper_bound(m_layout.begins.begin(), m_layout.begins.end() - 1, row);
        return std::int64_t(m_layout.users[std::size_t(after - m_layout.begins.begin()) - 1]);
    }

    SegmentLayout m_layout;
    SegmentTimes m_times;
    std::vector<std::uint32_t> m_counts;
    std::vector<SegmentColumn> m_dimensions; // in the order of eventDimensions
    std::vector<std::string> m_props; // by row, as JSON; of none if no event has any
};

DbResult<void> addRows(Connection &connection, std::string_view site, std::int32_t day, const SegmentRows &rows)
{
    for (std::uint32_t begin = 0; begin < rows.count(); begin += rowsAtOnce) {
        const std::uint32_t end = std::min(begin + rowsAtOnce, rows.count());
        if (const auto added = connection.run("verify_add_segment_rows", rows.params(site, day, begin, end)); !added)
            return errorOf(added);
    }
    return {};
}

}

DbResult<void> gatherSegments(
    Connection &connection, const Params &days, const std::function<void(const QString &line)> &say)
{
    const auto gathered = gatherUsers(connection, days).and_then([&] {
        return outcomeOf(connection.run("verify_gather_events", days));
    });
    if (!gathered)
        return gathered;
    const auto keys = connection.run("verify_segment_keys", days);
    if (!keys)
        return errorOf(keys);
    for (int row = 0; row < keys->count(); ++row) {
        const std::string_view site = keys->text(row, 0);
        const auto day = std::int32_t(keys->number(row, 1));
        std::string body;
        const auto fetched = connection.each("verify_fetch_segment",
            Params().add(site).add(pgbinary::Day {day}).add(keys->number(row, 2)),
            [&](const Rows &found) { body = found.text(0, 0); });
        if (!fetched)
            return fetched;
        const auto rows = SegmentRows::of(body);
        if (!rows) {
            say(u"segments site %1 day %2: %3"_s.arg(keys->string(row, 0), dayText(day), rows.error().message));
            continue;
        }
        if (auto added = addRows(connection, site, day, *rows); !added)
            return added;
    }
    return {};
}

}
