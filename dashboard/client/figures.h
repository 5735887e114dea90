#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace footfall {

// What the services answer, as plain values. docs/protocol.md has the JSON.

struct PathViews {
    QString path; // as sent by whoever counted it: any Unicode, up to 2048 bytes
    qint64 views = 0;
    bool operator==(const PathViews &) const = default;
};

// GET /stats
struct Stats {
    QString site;
    std::optional<QDate> day; // a UTC day; none: all time
    qint64 views = 0;
    qint64 users = 0;
    qint64 events = 0;
    QList<PathViews> topPaths;
};

// One of GET /sites
struct Site {
    QString id;
    std::optional<QDateTime> lastEventAt;
    qint64 viewsToday = 0;
    qint64 usersToday = 0;
    bool operator==(const Site &) const = default;
};

// GET /health of the ingest service: what is accepted but not yet in the numbers.
struct Queue {
    qint64 waiting = 0;
    double oldestSeconds = 0;
};

}
