#include "server/stats/filter.h"

#include "common/event/event.h"
#include "common/event/pagepath.h"
#include "common/event/referrer.h"

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr qsizetype maxValue = 2'048;

const std::vector<std::string> &dimensions()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all = {"path", "event_type", "referrer"};
        for (const EventAttribute &attribute : eventAttributes)
            all.emplace_back(attribute.name);
        return all;
    }();
    return names;
}

}

bool isDimension(std::string_view name)
{
    return std::find(dimensions().begin(), dimensions().end(), name) != dimensions().end();
}

bool countsEvents(std::string_view dimension)
{
    return dimension == "event_type" || dimension == "bot";
}

QString dimensionNames()
{
    QStringList names;
    for (const std::string &name : dimensions())
        names += QString::fromStdString(name);
    return names.join(u", ");
}

std::string storedValue(std::string_view dimension, const std::string &value)
{
    return dimension == "path" ? normalizedPath(value) : dimension == "referrer" ? normalizedReferrer(value) : value;
}

std::optional<Filter> Filter::read(Parameters &parameters)
{
    std::optional<Filter> filter;
    for (const std::string &name : dimensions()) {
        const auto value = parameters.text(name.c_str(), maxValue);
        if (!value)
            continue;
        if (filter)
            parameters.refuse(u"%1: one filter at a time, and there is %2"_s.arg(
                QString::fromStdString(name), QString::fromStdString(filter->dimension)));
        filter = Filter {name, storedValue(name, *value)};
    }
    return filter;
}

void Filter::refuse(Parameters &parameters)
{
    for (const std::string &name : dimensions()) {
        if (parameters.has(name.c_str()))
            parameters.refuse(u"%1: a filter, which only /stats and /stats/timeseries take"_s.arg(QString::fromStdString(name)));
    }
}

}
