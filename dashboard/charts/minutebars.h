#pragma once

#include "dashboard/charts/timechart.h"

namespace footfall::dashboard {

// The last minutes' views as bars, one a minute, the newest still counting.
class MinuteBars : public TimeChart {
    Q_OBJECT
public:
    explicit MinuteBars(QWidget *parent = nullptr);

    // The values of consecutive minutes; the last of them is `newest`, in the zone to show.
    void setMinutes(const QDateTime &newest, const QList<std::optional<qint64>> &views);
};

}
