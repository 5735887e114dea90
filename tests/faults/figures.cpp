#include "tests/faults/figures.h"

#include "common/timestamp.h"
#include "tests/support/query.h"

#include <QDateTime>

namespace footfall {

namespace {

// Every figure of every rollup, with the name that Figures::add() gives it.
constexpr char everyFigure[] = R"(
    SELECT concat_ws(' ', 'traffic_' || what, site_id, extract(epoch FROM slot)::bigint), figure
                FROM traffic, LATERAL (VALUES ('events', events), ('views', views)) v (what, figure)
    UNION ALL SELECT concat_ws(' ', 'breakdown', site_id, extract(epoch FROM slot)::bigint, dimension, value), views
                FROM breakdown WHERE dimension IN ('event_type', 'path', 'referrer')
    UNION ALL SELECT concat_ws(' ', 'breakdown_daily', site_id, extract(epoch FROM day)::bigint, dimension, value), views
                FROM breakdown_daily WHERE dimension IN ('event_type', 'path', 'referrer')
    UNION ALL SELECT concat_ws(' ', 'breakdown_monthly', site_id, to_char(month, 'YYYY-MM'), dimension, value), views
                FROM breakdown_monthly WHERE dimension IN ('event_type', 'path', 'referrer')
    UNION ALL SELECT concat_ws(' ', 'hourly_' || what, site_id, extract(epoch FROM hour)::bigint), figure
                FROM hourly, LATERAL (VALUES ('events', events), ('views', views), ('users', unique_users)) v (what, figure)
    UNION ALL SELECT concat_ws(' ', 'daily_' || what, site_id, extract(epoch FROM day)::bigint), figure
                FROM daily, LATERAL (VALUES ('events', events), ('views', views), ('users', unique_users)) v (what, figure)
    UNION ALL SELECT concat_ws(' ', 'totals_' || what, site_id), figure
                FROM totals, LATERAL (VALUES ('events', events), ('views', views), ('users', unique_users)) v (what, figure)
    UNION ALL SELECT concat_ws(' ', 'visitors', site_id, extract(epoch FROM day)::bigint), count(*)
                FROM visitors GROUP BY site_id, day
    UNION ALL SELECT concat_ws(' ', 'slots', site_id, extract(epoch FROM day)::bigint), sum(bit_count(slots))::bigint
                FROM visitors GROUP BY site_id, day
    UNION ALL SELECT concat_ws(' ', 'site_users', site_id), count(*) FROM site_users GROUP BY site_id)";

}

void Figures::add(const SentEvent &event, qint64 timestamp)
{
    const auto startOf = [&](qint64 seconds) -> QByteArray {
        const qint64 time = timestamp / microsPerSecond;
        return QByteArray::number(time - time % seconds);
    };
    const QByteArray site = ' ' + event.site;
    const QByteArray slot = site + ' ' + startOf(900);
    const QByteArray hour = site + ' ' + startOf(3'600);
    const QByteArray day = site + ' ' + startOf(86'400);
    const qint64 views = event.type == "page_view" ? event.count : 0;

    count("traffic_events" + slot, event.count);
    count("traffic_views" + slot, views);
    for (const auto &[table, key] : {std::pair("hourly", hour), {"daily", day}, {"totals", site}}) {
        count(table + ("_events" + key), event.count);
        count(table + ("_views" + key), views);
        count(table + ("_users" + key), 0);
        if (!event.user.isEmpty())
            countOnce(table + ("_users" + key), event.user);
    }
    const QByteArray month = site + ' '
        + QDateTime::fromSecsSinceEpoch(timestamp / microsPerSecond, Qt::UTC).toString(u"yyyy-MM").toLatin1();
    const auto breakDown = [&](const QByteArray &dimension, const QByteArray &value, qint64 figure) {
        if (figure == 0 || value.isEmpty())
            return;
        for (const QByteArray &table : QByteArrayList {"breakdown" + slot, "breakdown_daily" + day, "breakdown_monthly" + month})
            count(table + ' ' + dimension + ' ' + value, figure);
    };
    breakDown("event_type", event.type, event.count);
    breakDown("path", event.path, views);
    breakDown("referrer", event.referrer, views);
    if (!event.user.isEmpty()) {
        countOnce("visitors" + day, event.user);
        countOnce("slots" + day, startOf(900) + ' ' + event.user);
        countOnce("site_users" + site, event.user);
    }
}

void Figures::count(const QByteArray &name, qint64 by)
{
    m_figures[name] += by;
}

void Figures::countOnce(const QByteArray &name, const QByteArray &who)
{
    const QByteArray both = name + '|' + who;
    if (m_seen.contains(both))
        return;
    m_seen.insert(both);
    count(name, 1);
}

qint64 Figures::at(const QByteArray &name) const
{
    const auto it = m_figures.find(name);
    return it == m_figures.end() ? 0 : it->second;
}

Figures::Named Figures::inTables(const QString &databaseUrl)
{
    Named figures;
    for (const QByteArrayList &row : queryRows(databaseUrl, everyFigure))
        figures[row[0]] = row[1].toLongLong();
    return figures;
}

QByteArrayList differences(const Figures::Named &expected, const Figures::Named &actual)
{
    QByteArrayList found;
    const auto say = [&](const QByteArray &name, const QByteArray &is, const QByteArray &shouldBe) {
        if (found.size() < 5)
            found += name + ": " + is + ", not " + shouldBe;
    };
    for (const auto &[name, figure] : expected) {
        const auto it = actual.find(name);
        if (it == actual.end())
            say(name, "missing", QByteArray::number(figure));
        else if (it->second != figure)
            say(name, QByteArray::number(it->second), QByteArray::number(figure));
    }
    for (const auto &[name, figure] : actual) {
        if (!expected.contains(name))
            say(name, QByteArray::number(figure), "there at all");
    }
    return found;
}

}
