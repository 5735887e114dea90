#include "tests/faults/figures.h"

#include "common/timestamp.h"
#include "tests/support/query.h"

namespace footfall {

namespace {

// Every figure that a table has, with the name that Figures::add() gives it.
constexpr char everyFigure[] = R"(
    SELECT concat_ws(' ', 'daily_' || what, site_id, extract(epoch FROM day)::bigint), figure
      FROM daily, LATERAL (VALUES ('events', events), ('views', views)) v (what, figure)
    UNION ALL
    SELECT concat_ws(' ', 'totals_' || what, site_id), figure
      FROM totals, LATERAL (VALUES ('events', events), ('views', views)) v (what, figure))";

}

void Figures::add(const SentEvent &event, qint64 timestamp)
{
    const auto startOf = [&](qint64 seconds) -> QByteArray {
        const qint64 time = timestamp / microsPerSecond;
        return QByteArray::number(time - time % seconds);
    };
    const QByteArray site = ' ' + event.site;
    const QByteArray hour = site + ' ' + startOf(3'600);
    const QByteArray day = site + ' ' + startOf(86'400);
    const qint64 views = event.type == "page_view" ? event.count : 0;

    for (const auto &[name, key] : {std::pair("hourly", hour), {"daily", day}, {"totals", site}}) {
        count(name + ("_events" + key), event.count);
        count(name + ("_views" + key), views);
        count(name + ("_users" + key), 0);
        if (!event.user.isEmpty())
            countOnce(name + ("_users" + key), event.user);
    }
    const auto breakDown = [&](const QByteArray &dimension, const QByteArray &value, qint64 figure) {
        if (value.isEmpty())
            return;
        for (const QByteArray &key : {day, site}) {
            const QByteArray name = key + ' ' + dimension + ' ' + value;
            count("value" + name, figure);
            count("value_users" + name, 0);
            if (!event.user.isEmpty())
                countOnce("value_users" + name, event.user);
        }
    };
    breakDown("event_type", event.type, event.count);
    breakDown("path", event.path, views);
    breakDown("referrer", event.referrer, views);
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

Figures::Named Figures::ofTables() const
{
    Named figures;
    for (const auto &[name, figure] : m_figures) {
        for (const char *prefix : {"daily_events ", "daily_views ", "totals_events ", "totals_views "}) {
            if (name.startsWith(prefix))
                figures.emplace(name, figure);
        }
    }
    return figures;
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
