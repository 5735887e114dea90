#pragma once

#include "common/result.h"
#include "common/timestamp.h"

#include <QDate>
#include <QTimeZone>

#include <vector>

namespace footfall::server {

// The days and hours of a time zone, as moments. By the system's tzdata, which QTimeZone reads
// rightly for every zone from 1990 to 2100 (compared with the C library's, all of it). Immutable.
//
// Every moment is the start of a 15-minute slot, since offsets of zones are whole quarters of an hour. Where an
// offset is no multiple of 15 minutes, which no zone has had since before 1990, the first
// year that an event may be of, it is rounded down.
class Zone {
public:
    static Zone utc();

    // An IANA name. Fails with Invalid.
    static Result<Zone> read(const QByteArray &name);

    QByteArray name() const { return m_zone.id(); }
    bool isUtc() const { return m_isUtc; }

    // The moment from which on its clocks do not show an earlier time than this any more. So
    // days follow each other without a gap: one whose midnight is left out begins when clocks
    // are put forward, one whose last hour comes twice has both, and one that never was is empty.
    Timestamp startOf(QDate day, int secondOfDay = 0) const;

    // What its clocks show then, in microseconds since 1970-01-01T00:00.
    Timestamp wallTime(Timestamp time) const;
    QDate dayOf(Timestamp time) const;

    // The moments after `begin` and before `end` at which the offset changes, in order.
    std::vector<Timestamp> changes(Timestamp begin, Timestamp end) const;

    // "2025-11-15T10:00:00+01:00"; Z where the offset is 0.
    std::string text(Timestamp time) const;

private:
    explicit Zone(QTimeZone zone);
    Timestamp offset(Timestamp time) const; // east of UTC

    QTimeZone m_zone;
    bool m_isUtc;
};

}
