#pragma once

#include "common/options.h"
#include "common/result.h"
#include "dashboard/poll/scene.h"
#include "dashboard/servers/server.h"

#include <QSize>
#include <QUrl>

namespace footfall::dashboard {

// The options of footfall-dashboard.
Options::Program dashboardProgram();

// What they ask for, checked. What they say nothing of is as it was last time.
struct Launch {
    std::optional<QUrl> statsUrl = {};
    QUrl usualStatsUrl {QStringLiteral("http://127.0.0.1:4000")}; // of this machine, where none is given
    QByteArray statsToken = {}; // empty: none
    std::optional<QUrl> ingestUrl = {}; // none: the queue is not shown
    QString site = {};
    std::optional<Range> range = {};
    std::optional<QByteArray> zone = {};
    std::optional<Compare> compare = {};
    std::optional<Page> page = {};
    QString theme = {}; // system, light or dark
    std::optional<QSize> windowSize = {};
    QString screenshot = {}; // a file; empty: none
    qint64 screenshotPolls = 1;
    bool screenshotOfLoss = false; // only once the service is lost after these

    // An Error names the option that is wrong.
    static Result<Launch> from(const Options &options);

    Server server() const; // that the addresses name, those of this machine without any
    Look over(Look look) const; // with what was asked for
};

}
