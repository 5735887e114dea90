#include "tests/faults/audit.h"

#include "common/timestamp.h"
#include "tests/faults/figures.h"
#include "tests/support/http.h"
#include "tests/support/query.h"

#include <QJsonArray>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr char everyEvent[] = R"(
    SELECT props->>'n', site_id, event_type, path, user_id, referrer, event_id, count,
           (extract(epoch FROM "timestamp") * 1000000)::bigint FROM events)";

QByteArrayList asStored(const SentEvent &event, qsizetype number)
{
    return {event.site, event.type, event.path, event.user, event.referrer, event.id(number),
        QByteArray::number(event.count)};
}

// Takes the tally of events, and returns the figures of those that are there.
Figures compareEvents(Audit &audit, const Book &book, const QString &databaseUrl)
{
    Figures figures;
    std::vector<int> times(std::size_t(book.size()));
    for (const QByteArrayList &row : queryRows(databaseUrl, everyEvent)) {
        ++audit.counted;
        bool isNumber = false;
        const qsizetype number = row[0].toLongLong(&isNumber);
        if (!isNumber || number < 0 || number >= book.size()) {
            ++audit.stray;
            continue;
        }
        const SentEvent &sent = book[number];
        const qint64 timestamp = row[8].toLongLong();
        if (row.mid(1, 7) != asStored(sent, number) || (sent.timestamp != 0 && timestamp != sent.timestamp))
            ++audit.altered;
        ++times[std::size_t(number)];
        figures.add(sent, timestamp);
    }
    for (qsizetype number = 0; number < book.size(); ++number) {
        const int counted = times[std::size_t(number)];
        audit.lost += book[number].fate == SentEvent::Fate::Answered && counted == 0;
        audit.doubled += counted > 1;
        audit.refusedButCounted += book[number].fate == SentEvent::Fate::Refused && counted > 0;
    }
    return figures;
}

// Of a site and day, from breakdown_daily; of a site alone, of all its months.
QJsonArray topPaths(const Figures &figures, bool isDay, const QByteArray &key)
{
    const QByteArray prefix = (isDay ? "breakdown_daily " : "breakdown_monthly ") + key + ' ';
    std::map<QByteArray, qint64> views;
    for (auto it = figures.all().lower_bound(prefix); it != figures.all().end() && it->first.startsWith(prefix); ++it) {
        QByteArray value = it->first.mid(prefix.size());
        if (!isDay)
            value.remove(0, value.indexOf(' ') + 1); // the month
        if (value.startsWith("path "))
            views[value.mid(5)] += it->second;
    }
    QList<std::pair<QString, qint64>> paths;
    for (const auto &[path, figure] : views)
        paths.append({QString::fromLatin1(path), figure});
    std::stable_sort(paths.begin(), paths.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    QJsonArray array;
    for (const auto &[path, figure] : paths.first(std::min<qsizetype>(paths.size(), 10)))
        array += QJsonObject {{u"path"_s, path}, {u"views"_s, figure}};
    return array;
}

// `figure`: "totals" or "daily"; `key`: the site, and the day's second if it is one.
void compareStats(Audit &audit, const Figures &figures, const QUrl &url, const QByteArray &figure, const QByteArray &key)
{
    const auto at = [&](const char *what) { return figures.at(figure + what + key); };
    QJsonObject answer = json(get(url));
    answer.remove(u"site_id"_s);
    answer.remove(u"date"_s);
    const QJsonObject expected {{u"total_views"_s, at("_views ")}, {u"total_events"_s, at("_events ")},
        {u"unique_users"_s, at("_users ")}, {u"bots"_s, 0},
        {u"top_paths"_s, topPaths(figures, figure == "daily", key)}};
    if (answer != expected)
        audit.complaints += url.toString().toLatin1() + " does not say what the events say";
}

}

Audit audit(const Book &book, const QString &databaseUrl, const std::function<QUrl(const QString &)> &stats)
{
    Audit audit;
    const Figures figures = compareEvents(audit, book, databaseUrl);
    audit.complaints = differences(figures.all(), Figures::inTables(databaseUrl));
    for (const auto &[name, figure] : figures.all()) {
        const QByteArrayList words = name.split(' ');
        if (words[0] != "totals_events" && words[0] != "daily_events")
            continue;
        QString query = u"/stats?site_id="_s + QString::fromLatin1(words[1]);
        if (words.size() > 2) {
            std::string date;
            appendTimestamp(date, words[2].toLongLong() * microsPerSecond);
            query += u"&date="_s + QString::fromLatin1(date.data(), 10);
        }
        compareStats(audit, figures, stats(query), words.size() > 2 ? "daily" : "totals", words.mid(1).join(' '));
    }
    for (const char *table : {"rejected_events", "quarantined_frames"}) {
        if (const QByteArray rows = queryValue(databaseUrl, "SELECT count(*) FROM "_ba + table); rows != "0")
            audit.complaints += table + (": " + rows);
    }
    return audit;
}

QByteArray Audit::text() const
{
    return "counted " + QByteArray::number(counted) + ", lost " + QByteArray::number(lost) + ", doubled "
        + QByteArray::number(doubled) + ", altered " + QByteArray::number(altered) + ", refused but counted "
        + QByteArray::number(refusedButCounted) + ", never sent " + QByteArray::number(stray)
        + (complaints.isEmpty() ? QByteArray() : "\n" + complaints.join('\n'));
}

}
