#include "tests/faults/reader.h"

#include "common/db/connection.h"
#include "tests/support/http.h"

#include <map>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

namespace {

const char *const sites[] = {"shop", "blog", "docs"}; // the Load's
const char *const figures[] = {"total_events", "total_views", "unique_users"};
constexpr char assertFailure[] = "P0004";

// One statement, one snapshot.
constexpr char comparison[] = R"(DO $$
DECLARE
    unlike text;
BEGIN
    WITH segment AS (
        SELECT site_id, sum(events) AS events, sum(views) AS views
          FROM (SELECT site_id, events, views FROM fresh UNION ALL SELECT site_id, events, views FROM segments) AS s
         GROUP BY site_id
    ), event AS (
        SELECT site_id, sum(count) AS events, coalesce(sum(count) FILTER (WHERE event_type = 'page_view'), 0) AS views
          FROM events GROUP BY site_id
    )
    SELECT string_agg(concat_ws(' ', site_id, 'events', e.events, 'segments', s.events, 'totals', t.events), ', ') INTO unlike
      FROM event AS e FULL JOIN segment AS s USING (site_id) FULL JOIN totals AS t USING (site_id)
     WHERE (e.events, e.views) IS DISTINCT FROM (s.events, s.views) OR (e.events, e.views) IS DISTINCT FROM (t.events, t.views);
    ASSERT unlike IS NULL, unlike;
END $$)";

}

Reader::Reader(std::function<QUrl(const QString &)> stats, QString databaseUrl)
    : m_stats(std::move(stats))
    , m_databaseUrl(std::move(databaseUrl))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Reader::~Reader()
{
    m_thread.request_stop();
    m_thread.join();
}

void Reader::run(const std::stop_token &stop)
{
    std::map<QByteArray, qint64> most;
    Connection connection(m_databaseUrl);
    while (!stop.stop_requested()) {
        for (const char *site : sites) {
            const QJsonObject answer = json(get(m_stats(u"/stats?site_id="_s + QLatin1StringView(site))));
            if (!answer.contains(u"total_events"_s)) {
                std::this_thread::sleep_for(50ms); // it is away, or being killed
                continue;
            }
            for (const char *figure : figures) {
                const QByteArray name = QByteArray(site) + ' ' + figure;
                const qint64 is = answer[QLatin1StringView(figure)].toInteger();
                if (is < most[name])
                    complain(name + " shrank from " + QByteArray::number(most[name]) + " to " + QByteArray::number(is));
                most[name] = is;
            }
            const std::lock_guard lock(m_mutex);
            ++m_answers;
        }
        if (!connection.isOpen() && !connection.open())
            continue;
        const auto compared = connection.execute(comparison);
        if (!compared && compared.error().sqlState == assertFailure)
            complain(compared.error().message.toUtf8());
        const std::lock_guard lock(m_mutex);
        m_comparisons += compared.has_value();
    }
    connection.close();
}

void Reader::complain(const QByteArray &what)
{
    const std::lock_guard lock(m_mutex);
    if (m_complaint.isEmpty())
        m_complaint = what;
}

QByteArray Reader::complaint() const
{
    const std::lock_guard lock(m_mutex);
    return m_complaint;
}

int Reader::answers() const
{
    const std::lock_guard lock(m_mutex);
    return m_answers;
}

int Reader::comparisons() const
{
    const std::lock_guard lock(m_mutex);
    return m_comparisons;
}

}
