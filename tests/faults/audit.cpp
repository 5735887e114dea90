#include "tests/faults/audit.h"

#include "common/timestamp.h"
#include "tests/faults/figures.h"
#include "tests/support/http.h"
#include "tests/support/query.h"

#include <QJsonArray>
#include <QJsonDocument>

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

struct Value {
    QString text;
    qint64 figure;
    qint64 users;
};

// Of a dimension, in the order of an answer. `key`: the site, and the day's second if it is one.
QList<Value> values(const Figures &figures, const QByteArray &key, const QByteArray &dimension)
{
    const QByteArray rest = ' ' + key + ' ' + dimension + ' ';
    const QByteArray prefix = "value" + rest;
    QList<Value> all;
    for (auto it = figures.all().lower_bound(prefix); it != figures.all().end() && it->first.startsWith(prefix); ++it) {
        if (it->second > 0)
            all.append({QString::fromLatin1(it->first.mid(prefix.size())), it->second,
                figures.at("value_users" + rest + it->first.mid(prefix.size()))});
    }
    std::stable_sort(all.begin(), all.end(), [](const Value &a, const Value &b) { return a.figure > b.figure; });
    return all;
}

QByteArray text(const QJsonValue &value)
{
    return QJsonDocument(QJsonArray {value}).toJson(QJsonDocument::Compact);
}

// Of the first difference, with some of what is around it.
void compare(Audit &audit, const QUrl &url, const HttpAnswer &answer, const QJsonValue &is, const QJsonValue &shouldBe)
{
    if (is == shouldBe)
        return;
    const QByteArray said = text(is), expected = text(shouldBe);
    const auto [at, other] = std::mismatch(said.begin(), said.end(), expected.begin(), expected.end());
    const qsizetype from = std::max<qsizetype>(0, at - said.begin() - 60);
    audit.complaints += url.toString().toLatin1() + " (" + QByteArray::number(answer.status) + ") says ..." + said.mid(from, 160)
        + "... and the events say ..." + expected.mid(from, 160);
}

// `figure`: "totals" or "daily".
void compareStats(Audit &audit, const Figures &figures, const QUrl &url, const QByteArray &figure, const QByteArray &key)
{
    const auto at = [&](const char *what) { return figures.at(figure + what + key); };
    const HttpAnswer got = get(url);
    QJsonObject answer = json(got);
    answer.remove(u"site_id"_s);
    answer.remove(u"date"_s);
    QJsonArray topPaths;
    const QList<Value> paths = values(figures, key, "path");
    for (const Value &path : paths.first(std::min<qsizetype>(paths.size(), 10)))
        topPaths += QJsonObject {{u"path"_s, path.text}, {u"views"_s, path.figure}};
    compare(audit, url, got, answer,
        QJsonObject {{u"total_views"_s, at("_views ")}, {u"total_events"_s, at("_events ")},
            {u"unique_users"_s, at("_users ")}, {u"bots"_s, 0}, {u"top_paths"_s, topPaths}});
}

void compareBreakdown(Audit &audit, const Figures &figures, const QUrl &url, const QByteArray &dimension, const QByteArray &key)
{
    const QString figure = dimension == "event_type" ? u"events"_s : u"views"_s;
    QJsonArray rows;
    for (const Value &value : values(figures, key, dimension))
        rows += QJsonObject {{u"value"_s, value.text}, {figure, value.figure}, {u"unique_users"_s, value.users}};
    const HttpAnswer answer = get(url);
    compare(audit, url, answer, json(answer)[u"rows"_s], rows);
}

// A day, hour by hour.
void compareHours(Audit &audit, const Figures &figures, const QUrl &url, const QByteArray &site, qint64 day)
{
    QJsonArray points;
    for (qint64 hour = day; hour < day + 86'400; hour += 3'600) {
        const QByteArray key = site + ' ' + QByteArray::number(hour);
        std::string start;
        appendTimestamp(start, hour * microsPerSecond);
        points += QJsonObject {{u"t"_s, QString(QString::fromLatin1(start.data(), 19) + u'Z')}, {u"views"_s, figures.at("hourly_views " + key)},
            {u"unique_users"_s, figures.at("hourly_users " + key)}, {u"events"_s, figures.at("hourly_events " + key)}};
    }
    const HttpAnswer answer = get(url);
    compare(audit, url, answer, json(answer)[u"points"_s], points);
}

}

Audit audit(const Book &book, const QString &databaseUrl, const std::function<QUrl(const QString &)> &stats)
{
    Audit audit;
    const Figures figures = compareEvents(audit, book, databaseUrl);
    audit.complaints = differences(figures.ofTables(), Figures::inTables(databaseUrl));
    for (const auto &[name, figure] : figures.all()) {
        const QByteArrayList words = name.split(' ');
        const bool isDay = words[0] == "daily_events";
        if (!isDay && words[0] != "totals_events")
            continue;
        const QByteArray key = words.mid(1).join(' ');
        QString of = u"?site_id="_s + QString::fromLatin1(words[1]);
        if (isDay) {
            std::string date;
            appendTimestamp(date, words[2].toLongLong() * microsPerSecond);
            of += u"&date="_s + QString::fromLatin1(date.data(), 10);
            compareHours(audit, figures, stats(u"/stats/timeseries"_s + of + u"&interval=hour"_s), words[1], words[2].toLongLong());
        }
        compareStats(audit, figures, stats(u"/stats"_s + of), isDay ? "daily" : "totals", key);
        for (const char *dimension : {"event_type", "path", "referrer"}) {
            compareBreakdown(audit, figures,
                stats(u"/stats/breakdown"_s + of + u"&limit=1000&dimension="_s + QLatin1StringView(dimension)), dimension, key);
        }
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
