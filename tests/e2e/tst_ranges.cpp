// Promise: for any days of any zone the figures are exactly those of the events. Random events are
// sent, and every answer compared with a count over the list of them; whose local day and hour an
// event is of is asked of the C library.
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QDateTime>
#include <QJsonArray>
#include <QMap>
#include <QSet>
#include <QTest>

#include <ctime>
#include <random>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Sent {
    qint64 second;
    QString type, path, user, referrer;
    int count;
    bool isView() const { return type == u"page_view"; }
};

const QByteArrayList zones = {"UTC", "Asia/Kolkata", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "Europe/Berlin"};

struct Local {
    QDate day;
    QString hour; // its start, with the offset
};

QString offsetText(long east)
{
    if (east == 0)
        return u"Z"_s;
    return QString::asprintf("%c%02ld:%02ld", east < 0 ? '-' : '+', std::abs(east) / 3'600, std::abs(east) / 60 % 60);
}

Local localByC(const QByteArray &zone, qint64 second)
{
    static QByteArray current;
    if (current != zone) {
        qputenv("TZ", current = zone);
        tzset();
    }
    const time_t time = time_t(second);
    std::tm tm {};
    localtime_r(&time, &tm);
    const QDate day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
    return {day, day.toString(Qt::ISODate) + QString::asprintf("T%02d:00:00", tm.tm_hour) + offsetText(tm.tm_gmtoff)};
}

struct Count {
    qint64 views = 0;
    qint64 events = 0;
    QSet<QString> users;
    QMap<QString, qint64> paths, types, referrers; // of views; types of all
    QMap<QString, QSet<QString>> usersOf; // a path, a type or a referrer, which no two share

    void add(const Sent &event)
    {
        events += event.count;
        types[event.type] += event.count;
        if (!event.user.isEmpty()) {
            users.insert(event.user);
            for (const QString &value : {event.path, event.type, event.referrer})
                usersOf[value].insert(event.user);
        }
        if (!event.isView())
            return;
        views += event.count;
        if (!event.path.isEmpty())
            paths[event.path] += event.count;
        if (!event.referrer.isEmpty())
            referrers[event.referrer] += event.count;
    }
};

// By figure, then in byte order.
QJsonArray ranked(const QMap<QString, qint64> &counts, const QString &name, const QString &figure, qsizetype limit,
    qsizetype offset = 0, const Count *users = nullptr)
{
    QList<std::pair<qint64, QByteArray>> rows;
    for (auto it = counts.begin(); it != counts.end(); ++it)
        rows.emplace_back(-it.value(), it.key().toUtf8());
    std::sort(rows.begin(), rows.end());
    QJsonArray array;
    for (const auto &[views, value] : rows.mid(offset, limit)) {
        QJsonObject row {{name, QString::fromUtf8(value)}, {figure, -views}};
        if (users)
            row.insert(u"unique_users"_s, users->usersOf.value(QString::fromUtf8(value)).size());
        array += row;
    }
    return array;
}

}

class TestRanges : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresAreThoseOfTheEvents();
    void pointsAreThoseOfTheEvents();
    void hoursAreThoseOfTheEvents();
    void breakdownsAreThoseOfTheEvents();
    void aFilterLeavesItsValue();

private:
    QJsonObject ask(const QString &path, const QByteArray &query);
    QByteArray randomZone() { return zones[qsizetype(m_random() % unsigned(zones.size()))]; }
    // Both included; half of them near one of the days when clocks change.
    std::pair<QDate, QDate> randomDays(unsigned most);
    static QByteArray rangeOf(const QByteArray &zone, QDate from, QDate to);
    Count countOf(const QByteArray &zone, QDate from, QDate to);

    Stack m_stack;
    std::mt19937 m_random;
    QList<Sent> m_events;
    QHash<QByteArray, QList<Local>> m_local; // of m_events
    const QDate m_first {2024, 12, 20};
    const QList<QDate> m_changes {{2025, 3, 30}, {2025, 10, 26}, {2025, 3, 9}, {2025, 11, 2}, {2025, 4, 6}, {2025, 9, 28}};
};

void TestRanges::initTestCase()
{
    const auto seed = std::random_device()();
    qInfo("seed %u", seed);
    m_random.seed(seed);
    QVERIFY(m_stack.start());

    const auto pick = [&](const QStringList &from) { return from[qsizetype(m_random() % unsigned(from.size()))]; };
    const qint64 start = m_first.startOfDay(Qt::UTC).toSecsSinceEpoch();
    QByteArray lines;
    for (int i = 0; i < 9'000; ++i) {
        qint64 second = start + qint64(m_random() % (400u * 86'400));
        if (i % 2 == 0) {
            const QDate day = m_changes[qsizetype(m_random() % unsigned(m_changes.size()))];
            second = day.addDays(-1).startOfDay(Qt::UTC).toSecsSinceEpoch() + qint64(m_random() % (3u * 86'400));
        }
        if (i % 5 == 0)
            second -= second % 900 + i % 2; // the first, or the last, second of a slot
        const Sent event {second, pick({u"page_view"_s, u"page_view"_s, u"click"_s}),
            pick({u"/"_s, u"/a"_s, u"/B"_s, u"/ä"_s, u"/b/Äpfel"_s, u"/c"_s, {}}),
            i % 7 == 0 ? QString() : u"u%1"_s.arg(m_random() % 300),
            pick({{}, u"https://a.example/"_s, u"https://b.example/x"_s}), i % 11 == 0 ? 3 : 1};
        m_events += event;
        lines += u"{\"site_id\":\"r\",\"event_type\":\"%1\",\"path\":\"%2\",\"user_id\":\"%3\",\"referrer\":\"%4\",\"count\":%5,\"timestamp\":\"%6\"}\n"_s
                     .arg(event.type, event.path, event.user, event.referrer)
                     .arg(event.count)
                     .arg(QDateTime::fromSecsSinceEpoch(second, Qt::UTC).toString(Qt::ISODate))
                     .toUtf8();
    }
    for (const QByteArray &zone : zones) {
        for (const Sent &event : m_events)
            m_local[zone] += localByC(zone, event.second);
    }
    QCOMPARE(json(post(m_stack.ingestUrl(u"/events"_s), lines, "application/x-ndjson"))["accepted"_L1].toInt(), m_events.size());
    QVERIFY(waitFor([this] { return json(get(m_stack.ingestUrl(u"/health"_s)))["queue_size"_L1].toInteger(-1) == 0; }, 30s));
}

QJsonObject TestRanges::ask(const QString &path, const QByteArray &query)
{
    const HttpAnswer answer = get(m_stack.statsUrl(path + u"?site_id=r&"_s + QString::fromLatin1(query)));
    if (answer.status != 200)
        qWarning().noquote() << path << query << answer.status << answer.body;
    return json(answer);
}

std::pair<QDate, QDate> TestRanges::randomDays(unsigned most)
{
    const qint64 length = m_random() % most;
    QDate from = m_first.addDays(m_random() % 400);
    if (m_random() % 2 == 0)
        from = m_changes[qsizetype(m_random() % unsigned(m_changes.size()))].addDays(-qint64(m_random() % unsigned(length + 1)));
    return {from, from.addDays(length)};
}

QByteArray TestRanges::rangeOf(const QByteArray &zone, QDate from, QDate to)
{
    return "from=" + from.toString(Qt::ISODate).toLatin1() + "&to=" + to.toString(Qt::ISODate).toLatin1() + "&tz=" + zone;
}

Count TestRanges::countOf(const QByteArray &zone, QDate from, QDate to)
{
    Count count;
    for (qsizetype i = 0; i < m_events.size(); ++i) {
        if (const QDate day = m_local[zone][i].day; day >= from && day <= to)
            count.add(m_events[i]);
    }
    return count;
}

void TestRanges::figuresAreThoseOfTheEvents()
{
    for (int i = 0; i < 90; ++i) {
        const QByteArray zone = randomZone();
        const auto [from, to] = randomDays(i % 2 == 0 ? 4 : 370);
        const QByteArray query = rangeOf(zone, from, to);
        const Count count = countOf(zone, from, to);
        const QJsonObject stats = ask(u"/stats"_s, query + "&limit=3&compare=previous");
        QCOMPARE(stats.keys(),
            QStringList({u"bots"_s, u"from"_s, u"previous"_s, u"site_id"_s, u"to"_s, u"top_paths"_s, u"total_events"_s,
                u"total_views"_s, u"tz"_s, u"unique_users"_s}));
        QVERIFY2(stats["total_views"_L1] == count.views, query);
        QVERIFY2(stats["total_events"_L1] == count.events, query);
        QVERIFY2(stats["unique_users"_L1] == count.users.size(), query);
        QVERIFY2(stats["top_paths"_L1] == ranked(count.paths, u"path"_s, u"views"_s, 3), query);
        QCOMPARE(stats["tz"_L1], QJsonValue(QString::fromLatin1(zone)));

        const qint64 days = from.daysTo(to) + 1;
        const Count before = countOf(zone, from.addDays(-days), from.addDays(-1));
        const QJsonObject previous {{u"from"_s, from.addDays(-days).toString(Qt::ISODate)},
            {u"to"_s, from.addDays(-1).toString(Qt::ISODate)}, {u"total_views"_s, before.views},
            {u"unique_users"_s, before.users.size()}, {u"total_events"_s, before.events}};
        QVERIFY2(stats["previous"_L1] == previous, query);
    }
}

void TestRanges::pointsAreThoseOfTheEvents()
{
    const auto startOf = [](const QString &interval, QDate day) {
        return interval == u"day" ? day
            : interval == u"week" ? day.addDays(1 - day.dayOfWeek())
                                  : QDate(day.year(), day.month(), 1);
    };
    for (int i = 0; i < 60; ++i) {
        const QByteArray zone = randomZone();
        const auto [from, to] = randomDays(i % 2 == 0 ? 6 : i % 3 == 0 ? 40 : 200);
        const QString interval = QStringList({u"day"_s, u"week"_s, u"month"_s})[i % 3];
        const QByteArray query = rangeOf(zone, from, to) + "&interval=" + interval.toLatin1();
        QMap<QString, Count> counts;
        for (QDate day = from; day <= to; day = day.addDays(1))
            counts[startOf(interval, day).toString(Qt::ISODate)];
        for (qsizetype e = 0; e < m_events.size(); ++e) {
            if (const QDate day = m_local[zone][e].day; day >= from && day <= to)
                counts[startOf(interval, day).toString(Qt::ISODate)].add(m_events[e]);
        }
        const QJsonArray points = ask(u"/stats/timeseries"_s, query)["points"_L1].toArray();
        QVERIFY2(points.size() == counts.size(), query);
        for (const QJsonValue &point : points) {
            const QString time = point["t"_L1].toString();
            const auto count = counts.constFind(time.first(10));
            QVERIFY2(count != counts.constEnd() && time.mid(10, 9) == u"T00:00:00", qPrintable(time));
            QVERIFY2(point["views"_L1] == count->views && point["events"_L1] == count->events
                    && point["unique_users"_L1] == count->users.size(),
                QByteArray(query + ' ' + time.toLatin1()));
        }
    }
}

void TestRanges::hoursAreThoseOfTheEvents()
{
    for (int i = 0; i < 40; ++i) {
        QByteArray zone = randomZone();
        if (zone == "Pacific/Chatham")
            zone = "UTC"; // where clocks change within an hour: tst_zone
        const auto [from, to] = randomDays(2);
        const QByteArray query = rangeOf(zone, from, to);
        QMap<QString, Count> counts;
        for (qsizetype e = 0; e < m_events.size(); ++e) {
            if (const Local &local = m_local[zone][e]; local.day >= from && local.day <= to)
                counts[local.hour].add(m_events[e]);
        }
        qsizetype found = 0;
        for (const QJsonValue &point : ask(u"/stats/timeseries"_s, query)["points"_L1].toArray()) {
            const Count count = counts.value(point["t"_L1].toString());
            found += counts.contains(point["t"_L1].toString()) ? 1 : 0;
            QVERIFY2(point["views"_L1] == count.views && point["events"_L1] == count.events
                    && point["unique_users"_L1] == count.users.size(),
                QByteArray(query + ' ' + point["t"_L1].toString().toLatin1()));
        }
        QVERIFY2(found == counts.size(), query);
    }
}

void TestRanges::breakdownsAreThoseOfTheEvents()
{
    for (int i = 0; i < 30; ++i) {
        const QByteArray zone = randomZone();
        const auto [from, to] = randomDays(i % 2 == 0 ? 4 : 370);
        const Count count = countOf(zone, from, to);
        const bool isAllTime = i % 10 == 0;
        Count all;
        for (const Sent &event : m_events)
            all.add(event);
        const Count &expected = isAllTime ? all : count;
        const QByteArray range = isAllTime ? "tz=" + zone : rangeOf(zone, from, to);
        const auto check = [&](const QByteArray &query, const QMap<QString, qint64> &counts, const QString &figure, qsizetype limit, qsizetype offset) {
            const QJsonObject answer = ask(u"/stats/breakdown"_s, range + '&' + query);
            return answer["total_rows"_L1] == counts.size()
                && answer["rows"_L1] == ranked(counts, u"value"_s, figure, limit, offset, &expected);
        };
        QVERIFY2(check("dimension=path", expected.paths, u"views"_s, 100, 0), range);
        QVERIFY2(check("dimension=path&limit=2&offset=3", expected.paths, u"views"_s, 2, 3), range);
        QVERIFY2(check("dimension=path&offset=50", expected.paths, u"views"_s, 100, 50), range);
        QVERIFY2(check("dimension=event_type", expected.types, u"events"_s, 100, 0), range);
        QVERIFY2(check("dimension=referrer", expected.referrers, u"views"_s, 100, 0), range);
        QMap<QString, qint64> found;
        for (auto it = expected.paths.begin(); it != expected.paths.end(); ++it) {
            if (it.key().contains(u"ä", Qt::CaseInsensitive))
                found.insert(it.key(), it.value());
        }
        QVERIFY2(check("dimension=path&search=%C3%84", found, u"views"_s, 100, 0), range);
    }
}

void TestRanges::aFilterLeavesItsValue()
{
    for (int i = 0; i < 30; ++i) {
        const QByteArray zone = randomZone();
        const auto [from, to] = randomDays(i % 2 == 0 ? 4 : 370);
        const QByteArray query = rangeOf(zone, from, to);
        const auto countOfThose = [&](auto isOne, QDate first, QDate last) {
            Count count;
            for (qsizetype e = 0; e < m_events.size(); ++e) {
                if (const QDate day = m_local[zone][e].day; day >= first && day <= last && isOne(m_events[e]))
                    count.add(m_events[e]);
            }
            return count;
        };
        const auto check = [&](const QByteArray &filter, auto isOne) {
            const Count count = countOfThose(isOne, from, to);
            const QJsonObject stats = ask(u"/stats"_s, query + filter);
            if (stats["total_views"_L1] != count.views || stats["total_events"_L1] != count.events || stats["bots"_L1] != 0
                || stats["unique_users"_L1] != count.users.size()
                || stats["top_paths"_L1] != ranked(count.paths, u"path"_s, u"views"_s, 10))
                return false;
            QDate day = from;
            for (const QJsonValue &point : ask(u"/stats/timeseries"_s, query + "&interval=day" + filter)["points"_L1].toArray()) {
                const Count ofDay = countOfThose(isOne, day, day);
                if (point["views"_L1] != ofDay.views || point["events"_L1] != ofDay.events
                    || point["unique_users"_L1] != ofDay.users.size())
                    return false;
                day = day.addDays(1);
            }
            return day == to.addDays(1);
        };
        QVERIFY2(check("&referrer=https%3A%2F%2Fa.example%2F", [](const Sent &e) { return e.referrer == u"https://a.example/"; }), query);
        QVERIFY2(check("&path=/B", [](const Sent &e) { return e.path == u"/B"; }), query);
        QVERIFY2(check("&event_type=click", [](const Sent &e) { return e.type == u"click"; }), query);
        QVERIFY2(check("&event_type=page_view", [](const Sent &e) { return e.isView(); }), query);
        QVERIFY2(check("&browser=none", [](const Sent &) { return false; }), query);
    }
}

QTEST_GUILESS_MAIN(TestRanges)
#include "tst_ranges.moc"
