#include "dashboard/charts/minutebars.h"

namespace footfall::dashboard {

MinuteBars::MinuteBars(QWidget *parent)
    : TimeChart(parent)
{
    setZoomable(false);
    setTitle(tr("Views a minute"));
}

void MinuteBars::setMinutes(const QDateTime &newest, const QList<std::optional<qint64>> &views)
{
    TimeData data;
    data.bucket = Bucket::Minute;
    for (qsizetype i = views.size(); i > 0; --i)
        data.starts += newest.addSecs(-60 * (i - 1));
    data.series = {{tr("Views"), &Theme::accent, Series::Style::Bars, views}};
    if (!views.isEmpty())
        data.unfinished = views.size() - 1;
    setData(data);
}

}
