#include "cli/demotraffic.h"

#include "cli/demovisit.h"
#include "cli/ingestclient.h"

#include <QCryptographicHash>

#include <algorithm>
#include <cmath>

namespace footfall::cli {

namespace {

constexpr qint64 second = 1000;
constexpr qint64 minute = 60 * second;
constexpr qint64 hour = 60 * minute;
constexpr double visitsPerHour = 970; // of the past, over all sites: as much as live at an event a second
constexpr double thinkSeconds = 25; // between two events of one visitor

// Half the tide: even at night there should be something to look at.
double paceAt(qint64 time)
{
    return 0.5 + 0.5 * demoTide(time);
}

QRandomGenerator generatorOf(const DemoSite &site, qint64 hourNumber)
{
    const QByteArray name = QByteArray::fromStdString(site.siteId) + QByteArray::number(hourNumber);
    const QByteArray hash = QCryptographicHash::hash(name, QCryptographicHash::Sha256);
    quint32 seed[4];
    std::memcpy(seed, hash.constData(), sizeof seed);
    return QRandomGenerator(seed);
}

}

DemoTraffic::DemoTraffic(std::vector<DemoSite> sites, IngestClient &client, Clock now)
    : m_sites(std::move(sites))
    , m_client(client)
    , m_now(std::move(now))
{
}

Result<void> DemoTraffic::backfill()
{
    const qint64 now = m_now();
    for (qint64 number = now / hour - 48; number <= now / hour; ++number) {
        std::string batch;
        for (const DemoSite &site : m_sites) {
            QRandomGenerator random = generatorOf(site, number);
            const double visits = visitsPerHour * site.share * paceAt(number * hour);
            int event = 0;
            for (double left = visits + random.generateDouble(); left >= 1; --left) {
                qint64 time = number * hour + random.bounded(static_cast<int>(hour));
                for (DemoVisit visit(site, random); !visit.isOver();) {
                    const std::string id = "demo:" + std::to_string(number) + ':' + std::to_string(event++);
                    const std::string json = visit.next(random, time, id);
                    // What lies ahead is drawn too, so that a later run draws the same.
                    if (time <= now)
                        batch += json + '\n';
                    time += (4 + random.bounded(90)) * second;
                }
            }
        }
        if (batch.empty())
            continue;
        if (auto result
            = send(QStringLiteral("/events"), "application/x-ndjson", QByteArray::fromStdString(batch));
            !result)
            return result;
    }
    return {};
}

Result<void> DemoTraffic::play(double rate)
{
    QRandomGenerator random = QRandomGenerator::securelySeeded();
    const std::string run = "demo:" + std::to_string(random.generate64()) + ':';
    std::vector<DemoVisit> visits;
    qint64 event = 0;
    qint64 due = m_now();
    qint64 burstBegins = due + 2 * minute;
    qint64 burstEnds = burstBegins;
    while (!m_client.isStopped()) {
        const qint64 now = m_now();
        if (now >= burstEnds && now >= burstBegins) {
            burstEnds = now + (15 + random.bounded(20)) * second;
            burstBegins = burstEnds + (3 + random.bounded(6)) * minute;
        }
        const double pace = rate * paceAt(now) * (now < burstEnds ? 4 : 1);

        while (static_cast<double>(visits.size()) < std::max(3.0, pace * thinkSeconds))
            visits.emplace_back(anySite(random), random);
        const auto index = random.bounded(static_cast<quint32>(visits.size()));
        const std::string json = visits[index].next(random, now, run + std::to_string(event++));
        if (visits[index].isOver()) {
            std::swap(visits[index], visits.back());
            visits.pop_back();
        }
        if (auto result = send(QStringLiteral("/event"), "application/json", QByteArray::fromStdString(json));
            !result)
            return result;

        // Gaps of a Poisson process; after an absence of the server nothing is made up for.
        due += static_cast<qint64>(-std::log(1 - random.generateDouble()) / pace * 1000);
        due = std::max(due, m_now() - second);
        if (due > m_now())
            m_client.wait(std::chrono::milliseconds(due - m_now()));
    }
    return {};
}

Result<void> DemoTraffic::send(const QString &path, const QByteArray &contentType, const QByteArray &body)
{
    const auto answer = m_client.post(path, contentType, body);
    if (!answer)
        return tl::unexpected(answer.error());
    if (answer->status != 200)
        return failed(answer->message());
    return {};
}

const DemoSite &DemoTraffic::anySite(QRandomGenerator &random) const
{
    double total = 0;
    for (const DemoSite &site : m_sites)
        total += site.share;
    double drawn = random.bounded(total);
    for (const DemoSite &site : m_sites) {
        drawn -= site.share;
        if (drawn < 0)
            return site;
    }
    return m_sites.back();
}

}
