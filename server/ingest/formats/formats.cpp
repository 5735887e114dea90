#include "server/ingest/formats/format.h"

#include <iterator>

namespace footfall::server {

std::vector<Format> formats()
{
    std::vector<Format> all;
    for (const auto make : {pageViewFormats, plausibleFormats, posthogFormats, segmentFormats}) {
        auto some = make();
        std::move(some.begin(), some.end(), std::back_inserter(all));
    }
    return all;
}

}
