#pragma once

#include "dashboard/client/figures.h"
#include "common/result.h"

#include <QByteArray>

namespace footfall::dashboard {

// JSON of the services into plain values. What is missing, of another type or not a whole
// number where one is due is an Error that names the field; unknown fields are ignored.
Result<Stats> parseStats(const QByteArray &json);
Result<Timeseries> parseTimeseries(const QByteArray &json);
Result<Breakdown> parseBreakdown(const QByteArray &json);
Result<Realtime> parseRealtime(const QByteArray &json);
Result<Pipeline> parsePipeline(const QByteArray &json);
Result<QList<Site>> parseSites(const QByteArray &json);
Result<Queue> parseQueue(const QByteArray &json); // of a service that accepts, or a degraded one

// The "message" of {"status":"error","message":"..."}, or the "reason" of a degraded health;
// empty if there is none. Cut to what a banner has room for: whatever answers may be no Footfall.
QString parseErrorMessage(const QByteArray &json);

}
