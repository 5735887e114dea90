#pragma once

#include "common/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace footfall::server {

// A body in another system's format, said again as events of our own: what is valid is decided
// by the one set of rules, and its errors come back in the words of the sender's format.
struct Translation {
    std::string events; // a JSON array, as POST /events takes it
    // How the sender calls our fields: {"site_id", "domain"}.
    std::vector<std::pair<std::string_view, std::string_view>> names;

    // The message of an error in the events, with the sender's names of the fields.
    QString renamed(const QString &message) const;

private:
    QString theirName(const QString &field) const;
};

// POST /page-views/single: {"page","timestamp"}. `site`: that of the query, if there is one.
Result<Translation> fromPageView(std::string_view json, const std::optional<std::string> &site);

// POST /page-views/multi: {page: {timestamp: count}}.
Result<Translation> fromPageViews(std::string_view json, const std::optional<std::string> &site);

// Plausible's events API (https://plausible.io/docs/events-api): an event for each of the
// domains, none for the calls that only measure engagement.
Result<Translation> fromPlausible(std::string_view json);

// Segment's tracking API (https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/):
// a call, or with /v1/batch {"batch":[calls]}. `type`: of a call that does not say its own
// ("page" for /v1/page); `writeKey`: of the Authorization header, for bodies without one. Calls
// that are neither track nor page give no event.
Result<Translation> fromSegment(std::string_view json, std::string_view type, const std::string &writeKey);

}
