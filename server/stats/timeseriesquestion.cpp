#include "server/stats/timeseriesquestion.h"

namespace footfall::server {

Result<TimeseriesQuestion> TimeseriesQuestion::read(const QByteArray &query, Timestamp now)
{
    Parameters parameters(query);
    TimeseriesQuestion question;
    question.range = RangeQuestion::read(parameters, now);
    if (const auto chosen = parameters.choice("interval", intervalNames))
        question.interval = Interval(*chosen);
    question.filter = Filter::read(parameters);
    return parameters.result(question);
}

}
