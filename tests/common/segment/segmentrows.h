#pragma once

#include "common/event/event.h"
#include "common/segment/daysegments.h"
#include "common/segment/props.h"
#include "common/segment/reader.h"

#include <QTest>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace footfall {

// An event as a segment has it, for comparisons with a plain list.
struct SegmentRow {
    int kind; // 0: of a user, 1: of nobody, 2: of a bot
    std::uint64_t user;
    Timestamp time;
    std::int64_t count;
    std::map<std::string, std::string> texts; // by column; props as prop:KEY

    auto operator<=>(const SegmentRow &) const = default;
};

inline std::uint64_t plainUserHash(std::string_view site, std::string_view user)
{
    return std::hash<std::string>()(std::string(site) + '\n' + std::string(user));
}

inline SegmentRow rowOf(const Event &event, const std::map<std::string, std::string> &props)
{
    SegmentRow row {!event.bot.empty() ? 2 : event.userId.empty() ? 1 : 0, 0, event.timestamp, event.count, {}};
    if (row.kind == 0)
        row.user = plainUserHash(event.siteId, event.userId);
    const auto add = [&row](std::string_view name, const std::string &text) {
        if (!text.empty())
            row.texts[std::string(name)] = text;
    };
    add("event_type", event.eventType);
    add("path", event.path);
    add("referrer", event.referrer);
    for (const EventAttribute &attribute : eventAttributes)
        add(attribute.name, event.*attribute.member);
    for (const auto &[key, value] : props)
        add("prop:" + key, value);
    return row;
}

// All rows of a segment, in its order; none, if it cannot be read.
inline std::optional<std::vector<SegmentRow>> rowsOf(std::string_view body, std::int32_t day)
{
    const auto reader = SegmentReader::open(body);
    if (!reader)
        return std::nullopt;
    const auto layout = reader->layout();
    if (!layout)
        return std::nullopt;
    const auto times = reader->times(*layout);
    const auto counts = reader->counts();
    if (!times || !counts)
        return std::nullopt;
    std::vector<SegmentRow> rows(layout->rows);
    for (std::uint32_t i = 0; i < layout->rows; ++i) {
        rows[i].kind = i >= layout->humanRows ? 2 : i >= layout->userRows ? 1 : 0;
        rows[i].time = day * microsPerDay + times->millis[i] * Timestamp(1'000) + (times->micros.empty() ? 0 : times->micros[i]);
        rows[i].count = counts->empty() ? 1 : (*counts)[i];
    }
    for (std::size_t user = 0; user < layout->users.size(); ++user) {
        for (std::uint32_t i = layout->begins[user]; i < layout->begins[user + 1]; ++i)
            rows[i].user = layout->users[user];
    }
    for (const std::string &name : reader->columns()) {
        const auto column = reader->column(*layout, name);
        if (!column)
            return std::nullopt;
        for (std::uint32_t i = 0; i < layout->rows; ++i) {
            const std::uint32_t id = column->ids.at(i);
            if (id == 0)
                continue;
            const std::string text(column->texts[id - 1]);
            if (name != otherProps) {
                rows[i].texts[name] = text;
                continue;
            }
            const bool isRead = readProps(text,
                [&](std::string_view key, std::string_view value) { rows[i].texts["prop:" + std::string(key)] = value; });
            if (!isRead)
                return std::nullopt;
        }
    }
    return rows;
}

}
