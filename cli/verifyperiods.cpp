#include "cli/verifyperiods.h"

#include "cli/days.h"
#include "common/segment/valuesummary.h"
#include "common/userset.h"

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

constexpr char valueFieldCount[] = "\0\x08", numberFieldCount[] = "\0\x04"; // as int16

// Takes rows of verify_fetch_periods, and makes COPY's tuples of them.
class Tuples {
public:
    explicit Tuples(const std::function<void(const QString &line)> &say)
        : m_say(say)
    {
    }

    void take(const Rows &row)
    {
        m_hasMore = true;
        const bool isRead = row.isNull(0, 3) ? takeUsers(row) : takeSummary(row);
        if (!isRead) {
            m_say(u"%1 site %2 %3 %4: it is damaged"_s.arg(row.isNull(0, 3) ? u"ended_periods"_s : u"summaries"_s,
                row.string(0, 0), row.string(0, 1), dayText(std::int32_t(row.number(0, 2)))));
        }
    }

    // Whether there was anything since the last time.
    DbResult<bool> write(Connection &connection)
    {
        return connection.copyIn("verify_copy_values", std::exchange(m_values, {}))
            .and_then([&] { return connection.copyIn("verify_copy_numbers", std::exchange(m_numbers, {})); })
            .map([&] { return std::exchange(m_hasMore, false); });
    }

private:
    static void begin(std::string &out, const char *fieldCount, const Rows &row)
    {
        out.append(fieldCount, 2);
        pgbinary::appendField(out, row.text(0, 0));
        pgbinary::appendField(out, row.text(0, 1));
        pgbinary::appendField(out, pgbinary::Day {std::int32_t(row.number(0, 2))});
    }

    bool takeUsers(const Rows &row)
    {
        const auto set = UserSet::read(row.text(0, 4));
        if (!set)
            return false;
        for (const std::uint32_t number : set->numbers()) {
            begin(m_numbers, numberFieldCount, row);
            pgbinary::appendField(m_numbers, std::int32_t(number));
        }
        return true;
    }

    bool takeSummary(const Rows &row)
    {
        const auto summary = readSummary(row.text(0, 4));
        if (!summary)
            return false;
        for (const ValueCount &value : summary->values) {
            begin(m_values, valueFieldCount, row);
            pgbinary::appendField(m_values, row.text(0, 3));
            pgbinary::appendField(m_values, value.text);
            pgbinary::appendField(m_values, value.views);
            pgbinary::appendField(m_values, value.events);
            if (summary->hasUsers)
                pgbinary::appendField(m_values, value.users);
            else
                pgbinary::append(m_values, std::int32_t(-1)); // NULL
        }
        return true;
    }

    const std::function<void(const QString &line)> &m_say;
    std::string m_values, m_numbers;
    bool m_hasMore = false;
};

}

DbResult<void> gatherPeriods(
    Connection &connection, const Params &days, const std::function<void(const QString &line)> &say)
{
    const auto opened = outcomeOf(connection.run("verify_gather_periods", days)).and_then([&] {
        return outcomeOf(connection.run("verify_open_periods"));
    });
    if (!opened)
        return opened;
    Tuples tuples(say);
    for (;;) {
        const auto fetched = connection.each("verify_fetch_periods", {}, [&](const Rows &row) { tuples.take(row); });
        if (!fetched)
            return fetched;
        const auto hasMore = tuples.write(connection);
        if (!hasMore || !*hasMore)
            return hasMore ? DbResult<void>() : errorOf(hasMore);
    }
}

}
