#include "dashboard/charts/bucketname.h"

#include "dashboard/format.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

struct BucketNameText {
    Q_DECLARE_TR_FUNCTIONS(BucketName)
};

bool isAmbiguous(const TimeData &data, qsizetype i)
{
    const auto sameClock = [&](qsizetype other) {
        return other >= 0 && other < data.starts.size() && data.starts[other].date() == data.starts[i].date()
            && data.starts[other].time() == data.starts[i].time();
    };
    const qsizetype hour = data.bucket == Bucket::Minute ? 60 : 1;
    return sameClock(i - hour) || sameClock(i + hour);
}

QString offsetText(int seconds)
{
    return u"UTC%1%2"_s.arg(seconds < 0 ? u"\u2212"_s : u"+"_s, QTime(0, 0).addSecs(qAbs(seconds)).toString(u"H:mm"));
}

QString byBucket(Bucket bucket, const QString &name)
{
    switch (bucket) {
    case Bucket::Minute: return BucketNameText::tr("%1 by minute").arg(name);
    case Bucket::Hour: return BucketNameText::tr("%1 by hour").arg(name);
    case Bucket::Day: return BucketNameText::tr("%1 by day").arg(name);
    case Bucket::Week: return BucketNameText::tr("%1 by week").arg(name);
    case Bucket::Month: break;
    }
    return BucketNameText::tr("%1 by month").arg(name);
}

QString seriesGist(const TimeData &data, const Series &series, Span span)
{
    qsizetype count = 0;
    qsizetype low = -1;
    qsizetype high = -1;
    qsizetype newest = -1;
    for (qsizetype i = span.first; i <= span.last; ++i) {
        const auto value = series.at(i);
        if (!value)
            continue;
        ++count;
        low = low < 0 || *value < *series.at(low) ? i : low;
        high = high < 0 || *value > *series.at(high) ? i : high;
        newest = i;
    }
    const QString name = byBucket(data.bucket, series.name);
    if (count == 0)
        return BucketNameText::tr("%1: unknown.").arg(name);
    const bool isOneDay = data.starts[span.first].date() == data.starts[span.last].date();
    const auto when = [&](qsizetype i) {
        return data.bucket <= Bucket::Hour && isOneDay ? data.starts[i].toString(u"HH:mm") : bucketName(data, i);
    };
    if (count == 1)
        return BucketNameText::tr("%1: one point, %2 at %3.").arg(name, exactNumber(*series.at(newest)), when(newest));
    return BucketNameText::tr("%1: %2 points, lowest %3 at %4, highest %5 at %6, newest %7.")
        .arg(name, exactNumber(count), exactNumber(*series.at(low)), when(low), exactNumber(*series.at(high)),
            when(high), exactNumber(*series.at(newest)));
}

}

QString bucketName(const TimeData &data, qsizetype index)
{
    const QLocale locale;
    const QDateTime &start = data.starts[index];
    switch (data.bucket) {
    case Bucket::Minute:
    case Bucket::Hour: {
        const QString name = locale.toString(start, BucketNameText::tr("ddd d MMM, HH:mm"));
        return isAmbiguous(data, index) ? u"%1 (%2)"_s.arg(name, offsetText(start.offsetFromUtc())) : name;
    }
    case Bucket::Day: return locale.toString(start, BucketNameText::tr("ddd d MMM yyyy"));
    case Bucket::Week:
        return BucketNameText::tr("%1 to %2", "a week: its first and last day")
            .arg(locale.toString(start, BucketNameText::tr("d MMM")), locale.toString(start.addDays(6), BucketNameText::tr("d MMM yyyy")));
    case Bucket::Month: break;
    }
    return locale.toString(start, BucketNameText::tr("MMMM yyyy"));
}

QString gist(const TimeData &data, Span span)
{
    if (span.size() <= 0)
        return BucketNameText::tr("No data.");
    QStringList sentences;
    for (const Series &series : data.series) {
        if (series.style != Series::Style::Dashed)
            sentences += seriesGist(data, series, span);
    }
    return sentences.join(u' ');
}

}
