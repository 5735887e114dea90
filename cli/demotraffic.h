#pragma once

#include "cli/demosites.h"
#include "common/result.h"

#include <QByteArray>
#include <QRandomGenerator>

#include <functional>
#include <vector>

namespace footfall::cli {

class IngestClient;

// Made-up traffic of some sites, sent to an ingest service. `now`: milliseconds since 1970.
class DemoTraffic {
public:
    using Clock = std::function<qint64()>;

    DemoTraffic(std::vector<DemoSite> sites, IngestClient &client, Clock now);

    // Some 150,000 events of the last 48 hours, as many as play(1) would have sent. Those of one
    // hour are always the same ones, with the same event_ids, so that doing it again counts nothing
    // twice.
    Result<void> backfill();

    // `rate` events a second on average, with tides and bursts, until the client is stopped.
    Result<void> play(double rate);

private:
    Result<void> send(const QString &path, const QByteArray &contentType, const QByteArray &body);
    const DemoSite &anySite(QRandomGenerator &random) const;

    const std::vector<DemoSite> m_sites;
    IngestClient &m_client;
    const Clock m_now;
};

}
