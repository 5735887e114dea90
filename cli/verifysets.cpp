#include "cli/verifysets.h"

#include "common/timestamp.h"
#include "common/userset.h"

#include <map>
#include <utility>

namespace footfall::cli {

namespace {

// Takes sets by site, month and day, and makes COPY's tuples of them.
class Sets {
public:
    void take(const Rows &rows)
    {
        const std::string_view site = rows.text(0, 0), period = rows.text(0, 1);
        const auto day = std::int32_t(rows.number(0, 2));
        if (site != m_site || startOfMonth(day * microsPerDay) != startOfMonth(m_day * microsPerDay))
            finishMonth();
        else if (day != m_day)
            finishDay();
        m_site = site;
        m_day = day;
        const auto set = UserSet::read(rows.text(0, 4));
        if (!set) // as if it were empty
            return;
        if (period == "slot") {
            for (const std::uint32_t number : set->numbers())
                m_slots[number][std::size_t(rows.number(0, 3) / 8)] |= std::uint8_t(0x80 >> rows.number(0, 3) % 8);
            m_daySlots.add(*set);
        } else {
            (period == "day" ? m_daySet : m_monthSet).add(*set);
            m_hasMonth = m_hasMonth || period == "month";
        }
    }

    void finishMonth()
    {
        finishDay();
        if (m_hasMonth)
            compare("month", startOfMonth(m_day * microsPerDay), m_monthSet, m_monthSlots);
        m_monthSet = UserSet();
        m_monthSlots = UserSet();
        m_hasMonth = false;
    }

    // What there is to write since the last time.
    std::string takeVisitors() { return std::exchange(m_visitors, {}); }
    std::string takeUnlike() { return std::exchange(m_unlike, {}); }

private:
    void finishDay()
    {
        for (const auto &[number, slots] : m_slots) {
            m_visitors.append("\0\x04", 2); // fields, as int16
            pgbinary::appendField(m_visitors, std::string_view(m_site));
            pgbinary::appendField(m_visitors, pgbinary::Day {m_day});
            pgbinary::appendField(m_visitors, std::int32_t(number));
            pgbinary::appendField(m_visitors, slots);
        }
        m_slots.clear();
        compare("day", m_day * microsPerDay, m_daySet, m_daySlots);
        m_monthSlots.add(m_daySlots);
        m_daySet = UserSet();
        m_daySlots = UserSet();
    }

    void compare(std::string_view period, Timestamp start, const UserSet &set, const UserSet &slots)
    {
        if (set == slots)
            return;
        m_unlike.append("\0\x06", 2);
        pgbinary::appendField(m_unlike, std::string_view(m_site));
        pgbinary::appendField(m_unlike, period);
        pgbinary::appendField(m_unlike, pgbinary::Day {utcDay(start)});
        pgbinary::appendField(m_unlike, std::int64_t(set.size()));
        pgbinary::appendField(m_unlike, std::int64_t(set.sizeWithout(slots)));
        pgbinary::appendField(m_unlike, std::int64_t(slots.size()));
    }

    std::string m_site;
    std::int32_t m_day = 0;
    bool m_hasMonth = false; // not if only some of its days are verified
    UserSet m_daySet, m_daySlots, m_monthSet, m_monthSlots;
    std::map<std::uint32_t, pgbinary::Slots> m_slots; // of the day
    std::string m_visitors, m_unlike;
};

}

DbResult<void> gatherUserSets(Connection &connection, const Params &days)
{
    if (auto opened = connection.run("verify_open_sets", days); !opened)
        return tl::unexpected(opened.error());
    Sets sets;
    for (bool hasMore = true; hasMore;) {
        hasMore = false;
        const auto fetched = connection.each("verify_fetch_sets", {}, [&](const Rows &rows) {
            sets.take(rows);
            hasMore = true;
        });
        if (!fetched)
            return fetched;
        if (!hasMore)
            sets.finishMonth();
        if (auto copied = connection.copyIn("verify_copy_sets", sets.takeVisitors()); !copied)
            return copied;
        if (auto copied = connection.copyIn("verify_copy_unlike", sets.takeUnlike()); !copied)
            return copied;
    }
    return {};
}

}
