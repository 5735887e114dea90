#include "common/segment/daysegments.h"

#include "common/segment/encoder.h"
#include "common/segment/format.h"
#include "common/segment/props.h"
#include "common/segment/textnumbers.h"

#include <algorithm>
#include <map>

namespace footfall {

namespace {

// A segment's texts, each as often as it comes: more than it takes decoded.
constexpr std::size_t maxTextBytes = 32 << 20;

enum Class : std::uint8_t { OfUser, WithoutUser, OfBot };

struct Row {
    Class kind;
    std::uint32_t index; // of the event
    std::uint64_t user; // 0 but for OfUser
    Timestamp time;
    PackedEvent event;

    auto order() const { return std::tie(kind, user, time, index); }
};

struct SiteDay {
    std::string_view site;
    std::int32_t day;
    std::vector<Row> rows;

    auto key() const { return std::tie(site, day); }
};

std::size_t textBytes(PackedEvent event)
{
    std::size_t bytes = event.props().size();
    for (std::size_t i = 0; i < eventDimensions.size(); ++i)
        bytes += event.dimension(i).size();
    return bytes;
}

class DaySegmenter {
public:
    DaySegmenter(std::span<const PackedEvent> events, const UserHash &userHash)
        : m_events(events)
        , m_userHash(userHash)
    {
    }

    std::vector<DaySegment> all()
    {
        std::vector<SiteDay> groups = grouped();
        std::sort(groups.begin(), groups.end(), [](const SiteDay &a, const SiteDay &b) { return a.key() < b.key(); });
        for (SiteDay &group : groups) {
            std::vector<Row> rows = std::move(group.rows);
            std::sort(rows.begin(), rows.end(), [](const Row &a, const Row &b) { return a.order() < b.order(); });
            std::size_t bytes = 0, begin = 0;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                bytes += textBytes(rows[i].event);
                const bool isLast = i + 1 == rows.size();
                if (isLast || bytes > maxTextBytes || i + 1 - begin == segmentformat::maxRows) {
                    add(group, std::span(rows).subspan(begin, i + 1 - begin));
                    begin = i + 1;
                    bytes = 0;
                }
            }
        }
        return std::move(m_segments);
    }

private:
    // In no order. A site's events are often of one day: which group that is, is remembered.
    std::vector<SiteDay> grouped()
    {
        struct Last {
            std::int32_t day;
            std::size_t group;
        };
        std::vector<SiteDay> groups;
        std::vector<Last> lastOfSite;
        std::map<std::pair<std::uint32_t, std::int32_t>, std::size_t> known; // by the site's number and day
        TextNumbers sites;
        for (std::uint32_t index = 0; index < m_events.size(); ++index) {
            const PackedEvent event = m_events[index];
            const std::uint32_t site = sites.add(event.site());
            const std::int32_t day = utcDay(event.timestamp());
            if (site > lastOfSite.size() || lastOfSite[site - 1].day != day) {
                const auto [place, isNew] = known.try_emplace({site, day}, groups.size());
                if (isNew)
                    groups.push_back({event.site(), day, {}});
                lastOfSite.resize(sites.texts().size());
                lastOfSite[site - 1] = {day, place->second};
            }
            const Class kind = !event.bot().empty() ? OfBot : event.user().empty() ? WithoutUser : OfUser;
            const std::uint64_t user = kind == OfUser ? m_userHash(event.site(), event.user()) : 0;
            groups[lastOfSite[site - 1].group].rows.push_back({kind, index, user, event.timestamp(), event});
        }
        return groups;
    }

    void add(const SiteDay &group, std::span<const Row> rows)
    {
        DaySegment segment;
        segment.site = group.site;
        segment.day = group.day;
        segment.rows = std::int64_t(rows.size());
        layOut(group.day, rows);
        bool isCounted = false;
        for (const Row &row : rows) {
            const PackedEvent event = row.event;
            if (row.kind == OfBot) {
                segment.bots += event.count();
            } else {
                segment.events += event.count();
                segment.views += event.eventType() == pageView ? event.count() : 0;
            }
            segment.first = &row == rows.data() ? row.time : std::min(segment.first, row.time);
            segment.last = std::max(segment.last, row.time);
            isCounted = isCounted || event.count() != 1;
        }
        segment.users = std::int64_t(m_layout.users.size());
        std::vector<std::uint32_t> counts;
        for (auto row = rows.begin(); isCounted && row != rows.end(); ++row)
            counts.push_back(std::uint32_t(row->event.count()));
        m_encoder.begin(m_layout, m_times, counts);

        m_ids.resize(rows.size());
        for (std::size_t dimension = 0; dimension < eventDimensions.size(); ++dimension) {
            m_texts.clear();
            std::string_view before;
            std::uint32_t id = 0;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const std::string_view text = rows[i].event.dimension(dimension);
                if (text != before) {
                    id = m_texts.add(text);
                    before = text;
                }
                m_ids[i] = id;
            }
            m_encoder.add(eventDimensions[dimension].name, m_ids, m_texts.texts());
        }
        m_props.clear();
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            if (const std::string_view props = rows[i].event.props(); !props.empty())
                m_props.addJson(i, props);
        }
        m_props.columns(std::uint32_t(rows.size()),
            [this](auto name, auto ids, auto texts) { m_encoder.add(name, ids, texts); });
        segment.rawBytes = m_encoder.rawBytes();
        segment.body = m_encoder.finish();
        m_segments.push_back(std::move(segment));
    }

    void layOut(std::int32_t day, std::span<const Row> rows)
    {
        m_layout = {std::uint32_t(rows.size()), 0, 0, {}, {}};
        m_times.millis.clear();
        m_times.micros.clear();
        for (std::uint32_t i = 0; i < rows.size(); ++i) {
            const Row &row = rows[i];
            m_layout.userRows += row.kind == OfUser;
            m_layout.humanRows += row.kind != OfBot;
            if (row.kind == OfUser && (m_layout.users.empty() || m_layout.users.back() != row.user)) {
                m_layout.users.push_back(row.user);
                m_layout.begins.push_back(i);
            }
            const Timestamp ofDay = row.time - day * microsPerDay;
            m_times.millis.push_back(std::uint32_t(ofDay / 1'000));
            m_times.micros.push_back(std::uint16_t(ofDay % 1'000));
        }
        m_layout.begins.push_back(m_layout.userRows);
    }

    const std::span<const PackedEvent> m_events;
    const UserHash &m_userHash;
    std::vector<DaySegment> m_segments;

    SegmentEncoder m_encoder;
    SegmentLayout m_layout;
    SegmentTimes m_times;
    TextNumbers m_texts;
    PropColumns m_props;
    std::vector<std::uint32_t> m_ids;
};

}

std::vector<DaySegment> daySegments(std::span<const PackedEvent> events, const UserHash &userHash)
{
    return DaySegmenter(events, userHash).all();
}

std::vector<DaySegment> daySegments(std::span<const Event *const> events, const UserHash &userHash)
{
    PackedEvents packed;
    for (const Event *event : events)
        packed.add(*event);
    return daySegments(packed.all(), userHash);
}

}
