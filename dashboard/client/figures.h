#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace footfall::dashboard {

// What the services answer, as plain values. docs/protocol.md has the JSON. A figure that is not
// there is one that no rollup knows, and never to be shown as 0.

struct PathViews {
    QString path; // as sent by whoever counted it: any Unicode, up to 2048 bytes
    qint64 views = 0;
    bool operator==(const PathViews &) const = default;
};

// What a range is compared with. If the range ends today, it is counted up to the time of day it is now.
struct PreviousStats {
    QDate from;
    QDate to;
    qint64 views = 0;
    std::optional<qint64> users;
    std::optional<qint64> events;
    bool operator==(const PreviousStats &) const = default;
};

// GET /stats
struct Stats {
    QString site;
    QDate from; // in the days of `zone`
    QDate to;
    QByteArray zone;
    qint64 views = 0;
    std::optional<qint64> users;
    std::optional<qint64> events;
    std::optional<PreviousStats> previous;
    bool operator==(const Stats &) const = default;
};

// GET /stats/timeseries
struct Timeseries {
    struct Point {
        QDateTime time; // the bucket's start, with the zone's offset
        qint64 views = 0;
        std::optional<qint64> users;
        std::optional<qint64> events;
        bool operator==(const Point &) const = default;
    };
    QString site;
    QDate from;
    QDate to;
    QByteArray zone;
    QString interval; // hour, day, week, month
    QList<Point> points; // by time, without gaps
    bool operator==(const Timeseries &) const = default;
};

// GET /stats/breakdown
struct Breakdown {
    struct Row {
        QString value; // of strangers, as paths are
        qint64 figure = 0; // views; of event types, events
        bool operator==(const Row &) const = default;
    };
    QString site;
    QDate from;
    QDate to;
    QByteArray zone;
    QString dimension; // path, referrer, ..., prop:NAME
    qint64 totalRows = 0; // of which `rows` are the part that was asked for
    QList<Row> rows; // by figure, then value
    bool operator==(const Breakdown &) const = default;
};

// GET /stats/realtime
struct Realtime {
    struct Minute {
        QDateTime time; // its start, UTC
        qint64 views = 0;
        bool operator==(const Minute &) const = default;
    };
    QString site;
    qint64 currentVisitors = 0; // of the last five minutes
    QList<Minute> minutes; // the last 30, with the current one
    QList<PathViews> topPaths; // of these minutes
    bool operator==(const Realtime &) const = default;
};

// GET /pipeline
struct Pipeline {
    struct Worker {
        QString name;
        QString state; // idle, writing, waiting for PostgreSQL, stale, or one of a later version
        std::optional<QDateTime> lastCommitAt;
        double eventsPerSecond = 0; // over the last 10 s
        double commitMs = 0; // how long its last transaction took
        bool operator==(const Worker &) const = default;
    };
    std::optional<QDateTime> lastCommitAt; // of them all
    qint64 rejectedEvents = 0; // that PostgreSQL refused and that are kept for a person
    QList<Worker> workers; // of the last 24 hours
    bool operator==(const Pipeline &) const = default;
};

// One of GET /sites
struct Site {
    QString id;
    std::optional<QDateTime> lastEventAt;
    qint64 viewsToday = 0;
    qint64 usersToday = 0;
    bool operator==(const Site &) const = default;
};

// GET /health of the ingest service: what is accepted but not yet in the numbers, and whether it
// accepts. A service of an earlier version may not have the optional ones.
struct Queue {
    qint64 waiting = 0; // events
    double oldestSeconds = 0; // how far behind the numbers are
    QString degraded = {}; // why it accepts nothing; empty: it does
    std::optional<qint64> spoolBytes = {};
    std::optional<qint64> spoolLimitBytes = {};
    std::optional<qint64> damagedSpools = {}; // folders that a person has to look at
    std::optional<qint64> rejectedEvents = {}; // since its start, as are the next
    std::optional<qint64> rateLimited = {}; // requests
    std::optional<qint64> acceptedEvents = {};
    bool operator==(const Queue &) const = default;
};

}
