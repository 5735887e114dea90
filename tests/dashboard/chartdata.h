#pragma once

#include "dashboard/charts/chartdata.h"

#include <QTimeZone>

namespace footfall::dashboard {

// `count` buckets from a local time, as a service would send them: each with the offset that
// the zone had then. Views rise by ten from `low`; users are half.
inline TimeData timeData(
    Bucket bucket, const QDate &date, int hour, int count, const char *zone = "UTC", qint64 low = 100)
{
    const QTimeZone where(zone);
    TimeData data {bucket, {}, {}, {}};
    const QDateTime first(date, QTime(hour, 0), where);
    QList<std::optional<qint64>> views;
    QList<std::optional<qint64>> users;
    for (int i = 0; i < count; ++i) {
        QDateTime start;
        switch (bucket) {
        case Bucket::Minute: start = first.addSecs(i * 60); break;
        case Bucket::Hour: start = first.addSecs(i * 3600); break;
        case Bucket::Day: start = date.addDays(i).startOfDay(where); break;
        case Bucket::Week: start = date.addDays(7 * i).startOfDay(where); break;
        case Bucket::Month: start = date.addMonths(i).startOfDay(where); break;
        }
        data.starts += start.toOffsetFromUtc(start.offsetFromUtc());
        views += low + i * 10;
        users += (low + i * 10) / 2;
    }
    data.series = {{QStringLiteral("Views"), &Theme::accent, Series::Style::Area, views},
        {QStringLiteral("Unique users"), &Theme::users, Series::Style::Line, users}};
    return data;
}

inline Span all(const TimeData &data)
{
    return {0, data.starts.size() - 1};
}

}
