#include "dashboard/charts/timelabels.h"

#include "dashboard/charts/timegrain.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace footfall::dashboard {

namespace {

struct TimeLabelsText {
    Q_DECLARE_TR_FUNCTIONS(TimeLabels)
};

using Unit = Grain::Unit;

struct Ticks {
    const TimeData &data;
    Span span;
    QList<ClockTime> clocks; // of the bucket before the first, and of all after it
    bool isWithinOneDay;

    const ClockTime &clock(qsizetype i) const { return clocks[i - span.first + 1]; }
    const ClockTime &clockBefore(qsizetype i) const { return clocks[i - span.first]; }

    bool isTick(qsizetype i, Grain grain) const
    {
        // An hour that the clock went through twice is a tick twice only where every hour is.
        if (grain.unit == grainOf(data.bucket).unit && grain.step == 1)
            return true;
        return clock(i).stepOf(grain) != clockBefore(i).stepOf(grain);
    }

    QString text(qsizetype i, Grain grain, std::optional<qsizetype> last) const
    {
        const QLocale locale;
        const QDateTime &start = data.starts[i];
        const auto differs = [&](auto part) { return !last || part(clock(i).date) != part(clock(*last).date); };
        const bool isNewMonth = differs([](QDate date) { return date.month(); });
        const bool isNewYear = differs([](QDate date) { return date.year(); });
        switch (grain.unit) {
        case Unit::Minute:
        case Unit::Hour:
            return isWithinOneDay || clock(i).date == clockBefore(i).date
                ? start.toString(u"HH:mm")
                : locale.toString(start, TimeLabelsText::tr("ddd d", "a day at an axis"));
        case Unit::Day:
            return locale.toString(
                start, isNewMonth ? TimeLabelsText::tr("d MMM", "a day at an axis") : TimeLabelsText::tr("ddd d", "a day at an axis"));
        case Unit::Week:
            return locale.toString(start,
                last && isNewYear ? TimeLabelsText::tr("d MMM yyyy", "a day at an axis") : TimeLabelsText::tr("d MMM", "a day at an axis"));
        case Unit::Month:
            return locale.toString(
                start, isNewYear ? TimeLabelsText::tr("MMM yyyy", "a month at an axis") : TimeLabelsText::tr("MMM", "a month at an axis"));
        case Unit::Year: break;
        }
        return start.toString(u"yyyy");
    }
};

TimeLabel placed(qsizetype index, const QString &text, const TimeRuler &ruler)
{
    const double width = ruler.widthOf(text);
    const double left = std::min(ruler.x(index) - width / 2, ruler.to - width);
    return {index, text, std::max(left, ruler.from), width};
}

// None if two of them would come too close.
std::optional<QList<TimeLabel>> labelsOf(const Ticks &ticks, Grain grain, const TimeRuler &ruler)
{
    QList<TimeLabel> labels;
    for (qsizetype i = ticks.span.first; i <= ticks.span.last; ++i) {
        if (!ticks.isTick(i, grain))
            continue;
        const auto last = labels.isEmpty() ? std::nullopt : std::optional(labels.last().index);
        const TimeLabel label = placed(i, ticks.text(i, grain, last), ruler);
        if (!labels.isEmpty() && label.left < labels.last().left + labels.last().width + ruler.gap)
            return std::nullopt;
        labels += label;
    }
    return labels;
}

}

QList<TimeLabel> timeLabels(const TimeData &data, Span span, const TimeRuler &ruler)
{
    if (span.size() <= 0)
        return {};
    const QDateTime &first = data.starts[span.first];
    Ticks ticks {data, span, {ClockTime::before(first, data.bucket)}, first.date() == data.starts[span.last].date()};
    for (qsizetype i = span.first; i <= span.last; ++i)
        ticks.clocks += ClockTime(data.starts[i]);

    const qsizetype enough = std::min<qsizetype>(span.size(), 2);
    for (const Grain grain : grains) {
        if (grain.unit < grainOf(data.bucket).unit)
            continue;
        const auto labels = labelsOf(ticks, grain, ruler);
        if (labels && labels->size() >= enough)
            return *labels;
    }
    // No two round times fit: the ends, or only where it begins.
    const Grain finest = grainOf(data.bucket);
    const TimeLabel begin = placed(span.first, ticks.text(span.first, finest, {}), ruler);
    const TimeLabel end = placed(span.last, ticks.text(span.last, finest, span.first), ruler);
    if (begin.left + begin.width + ruler.gap <= end.left)
        return {begin, end};
    return begin.width <= ruler.to - ruler.from ? QList<TimeLabel> {begin} : QList<TimeLabel> {};
}

}
