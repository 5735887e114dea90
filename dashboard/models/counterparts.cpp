#include "dashboard/models/counterparts.h"

#include <QHash>

namespace footfall::dashboard {

namespace {

QDateTime clockTime(QDate day, const QDateTime &time)
{
    return {day, time.time(), Qt::UTC};
}

bool isLeapDay(QDate day)
{
    return day.month() == 2 && day.day() == 29;
}

}

QList<std::optional<Timeseries::Point>> counterparts(const Timeseries &series, const Timeseries &before)
{
    QList<std::optional<Timeseries::Point>> found(series.points.size());
    if (series.points.isEmpty() || before.points.isEmpty())
        return found;
    if (series.interval != u"hour" && series.interval != u"day") {
        std::copy_n(before.points.begin(), std::min(found.size(), before.points.size()), found.begin());
        return found;
    }
    const QDate first = series.points.first().time.date();
    const QDate firstBefore = before.points.first().time.date();
    const bool isYear = first.addYears(-1) == firstBefore;
    const qint64 days = firstBefore.daysTo(first);
    QHash<QDateTime, qsizetype> places;
    for (qsizetype i = before.points.size() - 1; i >= 0; --i) // of an hour that comes twice the first
        places[clockTime(before.points[i].time.date(), before.points[i].time)] = i;
    for (qsizetype i = 0; i < found.size(); ++i) {
        const QDateTime &time = series.points[i].time;
        const QDate day = time.date();
        if (isYear && isLeapDay(day) && day != first) // the 28th stands beside the 28th
            continue;
        const auto place = places.constFind(clockTime(isYear ? day.addYears(-1) : day.addDays(-days), time));
        if (place != places.constEnd())
            found[i] = before.points[*place];
    }
    return found;
}

}
