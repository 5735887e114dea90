#include "server/ingest/formats/format.h"

#include <iterator>

namespace footfall::server {

Answer withRejected(std::string json, const Intake &intake)
{
    if (!intake.rejected().empty()) {
        json += ',';
        appendRejected(json, intake.rejected());
    }
    return Answer::json(json + '}');
}

bool isAnybodys(const Request &)
{
    return true;
}

bool hasBrowsersAgent(const Request &request)
{
    return request.userAgent.startsWith("Mozilla/");
}

std::vector<Format> formats()
{
    std::vector<Format> all;
    for (const auto make : {pageViewFormats, plausibleFormats, posthogFormats, segmentFormats, umamiFormats,
             goatCounterFormats, matomoFormats, openPanelFormats, snowplowFormats}) {
        auto some = make();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

}
