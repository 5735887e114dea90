#include "server/stats/breakdownquestion.h"

#include "common/event/pagepath.h"
#include "common/segment/props.h"
#include "server/stats/filter.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr qsizetype maxPropName = 64;

}

Result<BreakdownQuestion> BreakdownQuestion::read(const QByteArray &query, Timestamp now)
{
    Parameters parameters(query);
    BreakdownQuestion question;
    question.range = RangeQuestion::read(parameters, now);
    question.dimension = parameters.required("dimension", qsizetype(propPrefix.size()) + maxPropName);
    const bool isProp = question.dimension.starts_with(propPrefix) && question.dimension != propPrefix;
    if (!isProp && !isDimension(question.dimension))
        parameters.refuse(u"dimension: one of %1, or prop:NAME"_s.arg(dimensionNames()));
    question.part.limit = parameters.number("limit", 1, 1'000, question.part.limit);
    question.part.offset = parameters.number("offset", 0, 1'000'000, 0);
    if (parameters.has("search")) {
        question.part.search = parameters.text("search", 2'048).value_or(std::string());
        if (question.dimension == "path" || question.dimension == "referrer")
            question.part.search = normalizedPath(question.part.search);
    }
    Filter::refuse(parameters);
    return parameters.result(question);
}

}
