#pragma once

#include "tests/faults/book.h"

#include <QSet>

#include <map>

namespace footfall {

// What must be said of some events, worked out in the plainest way there is. A figure's name is what it is and
// its key, such as "daily_views shop 1763164800"; times are seconds.
class Figures {
public:
    using Named = std::map<QByteArray, qint64>;

    void add(const SentEvent &event, qint64 timestamp);
    const Named &all() const { return m_figures; }
    qint64 at(const QByteArray &name) const;

    // Those that tables have: daily and totals.
    Named ofTables() const;
    static Named inTables(const QString &databaseUrl);

private:
    void count(const QByteArray &name, qint64 by);
    void countOnce(const QByteArray &name, const QByteArray &who); // per name and person

    Named m_figures;
    QSet<QByteArray> m_seen;
};

// The first few differences; empty: there is none.
QByteArrayList differences(const Figures::Named &expected, const Figures::Named &actual);

}
