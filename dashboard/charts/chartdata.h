#pragma once

#include "dashboard/widgets/theme.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace footfall::dashboard {

// What a chart over time shows, as plain values.

enum class Bucket { Minute, Hour, Day, Week, Month };

struct Series {
    enum class Style {
        Area, // a line with a soft fill beneath: the figure that matters most
        Line,
        Dashed, // behind the others: what is compared with
        Bars,
    };
    QString name;
    QColor Theme::*color = &Theme::accent;
    Style style = Style::Line;
    QList<std::optional<qint64>> values; // one a bucket, at least 0; none: unknown, which is not zero
    bool operator==(const Series &) const = default;

    std::optional<qint64> at(qsizetype i) const { return values.value(i); } // beyond the end: unknown
};

struct TimeData {
    Bucket bucket = Bucket::Hour;
    QList<QDateTime> starts; // consecutive buckets, each with the offset that its zone had then
    QList<Series> series;
    std::optional<qsizetype> unfinished; // the bucket that still counts

    bool operator==(const TimeData &other) const;
    // The same buckets, shown by the same clock.
    bool hasTimesOf(const TimeData &other) const;
};

// Buckets first..last, both included.
struct Span {
    qsizetype first = 0;
    qsizetype last = -1;
    bool operator==(const Span &) const = default;

    qsizetype size() const { return last - first + 1; }
    bool contains(qsizetype i) const { return first <= i && i <= last; }
};

// The highest known value within the span; 0 if there is none.
qint64 highest(const TimeData &data, Span span);

// The buckets in which two data of the same times and series differ; none if only more than
// values differs, and so the whole must be drawn again.
std::optional<Span> changedBuckets(const TimeData &before, const TimeData &after);

}
