#pragma once

#include "server/stats/parameters.h"

namespace footfall::server {

// A value of a dimension of the breakdowns, to which figures are limited.
struct Filter {
    std::string dimension;
    std::string value;

    bool isEventType() const { return dimension == "event_type"; }
    bool isBot() const { return dimension == "bot"; }

    // The dimension is the parameter's name: path=/pricing. More than one are refused.
    static std::optional<Filter> read(Parameters &parameters);
    // Complains about any, for what cannot be filtered.
    static void refuse(Parameters &parameters);
};

// The name of a dimension that every event may have: path, event_type, referrer, ... Not prop:NAME.
// Its figure are views, but events where countsEvents().
bool isDimension(std::string_view name);
bool countsEvents(std::string_view dimension);
QString dimensionNames();

// A value as it is counted, however it was spelled: "/caf%C3%A9" for what is "/café".
std::string storedValue(std::string_view dimension, const std::string &value);

}
