#pragma once

#include "common/options.h"
#include "common/result.h"
#include "dashboard/client/daychoice.h"

#include <QSize>
#include <QUrl>

namespace footfall {

// The options of footfall-dashboard.
Options::Program dashboardProgram();

// What they ask for, checked.
struct Launch {
    QUrl statsUrl;
    QByteArray statsToken; // empty: none
    std::optional<QUrl> ingestUrl; // none: the queue is not shown
    QString site; // empty: the one of last time, else the first
    std::optional<DayChoice> day;
    std::optional<QSize> windowSize;
    QString screenshot; // a file; empty: none
    qint64 screenshotPolls = 1;
    QString theme; // system, light or dark

    // An Error names the option that is wrong.
    static Result<Launch> from(const Options &options);
};

}
