#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QLocale>

#include <optional>

namespace footfall::dashboard {

// Days of a time zone, both included.
struct Days {
    QDate first;
    QDate last;

    qint64 count() const { return first.daysTo(last) + 1; }
    bool operator==(const Days &) const = default;
};

// Which days are looked at. All but Custom move on with the clock; `custom` is of Custom alone.
struct Range {
    enum class Preset { Today, Yesterday, Days7, Days30, Days90, Month, LastMonth, Year, All, Custom };
    Preset preset = Preset::Today;
    Days custom = {};

    static Range of(const Days &days) { return {Preset::Custom, days}; }
    bool operator==(const Range &) const = default;
};

// All below are pure. `zone` is an IANA name, UTC if the system does not know it; `now` is any
// time spec's.

// Whether it is the IANA name of a zone that this system knows, an older alias too.
bool isZone(const QByteArray &name);

QDate today(const QByteArray &zone, const QDateTime &now);

// The days that the service takes it for; none: all that the site has.
std::optional<Days> daysOf(const Range &range, const QByteArray &zone, const QDateTime &now);

// Whether its figures may still grow by what happens now.
bool isOpen(const Range &range, const QByteArray &zone, const QDateTime &now);

// The range one step back or forth: as many days, or the month or year next to a whole one. What
// is a preset again is that preset, so that it lives on. None: of All, and after today.
std::optional<Range> earlier(const Range &range, const QByteArray &zone, const QDateTime &now);
std::optional<Range> later(const Range &range, const QByteArray &zone, const QDateTime &now);

// "Last 7 days", "3 Nov 2025", "November 2025", "1 Nov – 7 Nov 2025"
QString text(const Range &range, const QLocale &locale = QLocale());

// "7d", "last_month", "2025-11-01..2025-11-07": for settings and, but for the last, the
// protocol's `period`. What is none of these gives nothing.
QString name(const Range &range);
std::optional<Range> rangeNamed(const QString &name);

}
