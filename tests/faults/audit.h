#pragma once

#include "tests/faults/book.h"

#include <QUrl>

#include <functional>

namespace footfall {

// What the database and /stats say of all that is in a book, once everything is drained.
struct Audit {
    qint64 counted = 0; // rows of `events`
    qint64 lost = 0; // answered, and not there
    qint64 doubled = 0; // there more than once
    qint64 altered = 0; // not as it was sent
    qint64 refusedButCounted = 0;
    qint64 stray = 0; // never sent
    QByteArrayList complaints; // tables or answers that do not say what the events say

    bool isClean() const
    {
        return lost + doubled + altered + refusedButCounted + stray == 0 && complaints.isEmpty();
    }
    QByteArray text() const;
};

// Compares event for event, then daily and totals, then for every site /stats and the breakdowns of all time and
// of each day, and each day's hours. `stats`: the URL of a path and query of the stats service.
Audit audit(const Book &book, const QString &databaseUrl, const std::function<QUrl(const QString &)> &stats);

}
