#include "server/stats/zone.h"

#include <QDateTime>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

const QDate epoch(1970, 1, 1);

QDateTime toDateTime(Timestamp time)
{
    // Rounded down; no offset changes within a second.
    return QDateTime::fromSecsSinceEpoch(utcDay(time) * 86'400LL + (time - utcDay(time) * microsPerDay) / microsPerSecond, Qt::UTC);
}

Timestamp startOfSlot(Timestamp time)
{
    const Timestamp day = utcDay(time) * microsPerDay;
    return time - (time - day) % microsPerSlot;
}

}

Zone::Zone(QTimeZone zone)
    : m_zone(std::move(zone))
    , m_isUtc(m_zone.id() == "UTC")
{
}

Zone Zone::utc()
{
    return Zone(QTimeZone::utc());
}

// A file of its own, for QTimeZone takes any word for a rule (POSIX's TZ). And not what else the
// folder has: copies that count leap seconds, or are named twice.
Result<Zone> Zone::read(const QByteArray &name)
{
    if (name == "UTC")
        return utc();
    static const QRegularExpression iana(u"^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){0,2}$"_s);
    if (name.size() <= 64 && iana.match(QString::fromLatin1(name)).hasMatch()) {
        for (const auto &folder : {u"/usr/share/zoneinfo/"_s, u"/usr/lib/zoneinfo/"_s}) { // where QTimeZone looks
            if (QFileInfo(folder + QString::fromLatin1(name)).isFile() && QTimeZone(name).isValid())
                return Zone(QTimeZone(name));
        }
    }
    return invalid(u"tz: expected the IANA name of a time zone, such as Europe/Berlin"_s);
}

Timestamp Zone::offset(Timestamp time) const
{
    return m_isUtc ? 0 : m_zone.offsetFromUtc(toDateTime(time)) * microsPerSecond;
}

Timestamp Zone::startOf(QDate day, int secondOfDay) const
{
    const Timestamp wall = epoch.daysTo(day) * microsPerDay + secondOfDay * microsPerSecond;
    if (m_isUtc)
        return wall;
    // While an offset holds, clocks show less than `wall` until `wall - offset`; the latest
    // such moment, of any offset, is it.
    Timestamp from = wall - 2 * microsPerDay;
    const Timestamp end = wall + 2 * microsPerDay;
    std::vector<Timestamp> until = changes(from, end);
    until.push_back(end);
    Timestamp start = from;
    for (const Timestamp to : until) {
        const Timestamp reached = wall - offset(from);
        if (from < reached)
            start = std::min(to, reached);
        from = to;
    }
    return startOfSlot(start);
}

Timestamp Zone::wallTime(Timestamp time) const
{
    return time + offset(time);
}

QDate Zone::dayOf(Timestamp time) const
{
    return epoch.addDays(utcDay(wallTime(time)));
}

std::vector<Timestamp> Zone::changes(Timestamp begin, Timestamp end) const
{
    std::vector<Timestamp> moments;
    if (m_isUtc)
        return moments;
    Timestamp last = offset(begin);
    const auto transitions = m_zone.transitions(toDateTime(begin), toDateTime(end));
    for (const QTimeZone::OffsetData &transition : transitions) {
        const Timestamp at = transition.atUtc.toSecsSinceEpoch() * microsPerSecond;
        if (at <= begin || at >= end || transition.offsetFromUtc * microsPerSecond == last)
            continue;
        last = transition.offsetFromUtc * microsPerSecond;
        moments.push_back(at);
    }
    return moments;
}

std::string Zone::text(Timestamp time) const
{
    const Timestamp east = offset(time) / microsPerSecond / 60;
    std::string out;
    appendTimestamp(out, wallTime(time));
    out.resize(out.find('.'));
    if (east == 0)
        return out + 'Z';
    const auto pad = [](Timestamp number) { return std::to_string(100 + number).substr(1); };
    return out + (east < 0 ? '-' : '+') + pad(std::abs(east) / 60) + ':' + pad(std::abs(east) % 60);
}

}
