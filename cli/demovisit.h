#pragma once

#include "cli/demosites.h"

#include <QRandomGenerator>

#include <string>
#include <string_view>

namespace footfall::cli {

// One visitor's walk through a made-up site, event by event. Everything is drawn from the
// generator that is passed in: the same seed gives the same walk.
class DemoVisit {
public:
    // `site` outlives the visit.
    DemoVisit(const DemoSite &site, QRandomGenerator &random);

    bool isOver() const { return m_left <= 0; }

    // The next event as JSON; `time` in milliseconds since 1970, `id` its event_id.
    std::string next(QRandomGenerator &random, qint64 time, std::string_view id);

private:
    const DemoSite *m_site;
    std::string m_user;
    std::string_view m_path;
    std::string_view m_referrer;
    std::string_view m_campaign;
    std::string_view m_browser;
    int m_left; // events to come
    bool m_hasBegun = false;
};

// How much of the traffic of a usual hour there is at this time of the (UTC) week: 0.3 in the
// night to 1.5 in the afternoon, less at the weekend.
double demoTide(qint64 time);

}
