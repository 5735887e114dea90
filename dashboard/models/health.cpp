#include "dashboard/models/health.h"

#include "dashboard/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace footfall::dashboard {

namespace {

using Level = Health::Level;

struct HealthText {
    Q_DECLARE_TR_FUNCTIONS(Health)
};

constexpr double lateSeconds = 60; // an event that waits so long is not just on its way

// By how much a counter has grown over the samples that have it, whenever its service started anew.
qint64 growth(const std::deque<PipelineSample> &samples, std::optional<qint64> PipelineSample::*counter)
{
    qint64 grown = 0;
    std::optional<qint64> last;
    for (const PipelineSample &sample : samples) {
        if (!(sample.*counter))
            continue;
        grown += std::max<qint64>(0, *(sample.*counter) - last.value_or(*(sample.*counter)));
        last = sample.*counter;
    }
    return grown;
}

// What keeps events from being accepted, or from being seen.
std::optional<Health> serviceTrouble(const Situation &now)
{
    if (now.queue && !now.queue->degraded.isEmpty())
        return Health {Level::Trouble,
            HealthText::tr("Nothing is accepted: %1. Senders are told to come again; make room, or mend what it says.")
                .arg(now.queue->degraded)};
    if (now.queueFailure)
        return Health {Level::Trouble,
            HealthText::tr("Whether events are accepted is not known: the ingest service gives no answer (%1). "
                           "See that footfall-server runs, and its log.")
                .arg(now.queueFailure->reason)};
    if (!now.statsFailure)
        return std::nullopt;
    if (now.statsFailure->status == 503)
        return Health {Level::Trouble,
            HealthText::tr("No figures: %1. Events are kept in the queue meanwhile; start PostgreSQL again.")
                .arg(now.statsFailure->reason)};
    return Health {Level::Trouble,
        HealthText::tr("No figures: the stats service gives no answer that can be used (%1). See that footfall-server runs, and its log.")
            .arg(now.statsFailure->reason)};
}

std::optional<Health> workerTrouble(const Situation &now)
{
    if (!now.pipeline)
        return std::nullopt;
    const auto &workers = now.pipeline->workers;
    const auto are = [&](const QString &state) {
        return std::count_if(workers.begin(), workers.end(), [&](const auto &worker) { return worker.state == state; });
    };
    const auto stale = are(QStringLiteral("stale"));
    if (stale == workers.size())
        return Health {Level::Trouble, HealthText::tr("Nothing is written: no worker is running. Start footfall-worker, or see its log.")};
    if (are(QStringLiteral("waiting for PostgreSQL")) == workers.size() - stale)
        return Health {Level::Trouble,
            HealthText::tr("Nothing is written: the workers wait for PostgreSQL. See that it runs, and that its disk is not full.")};
    return std::nullopt;
}

std::optional<Health> lateness(const Situation &now)
{
    if (!now.queue || now.queue->oldestSeconds < lateSeconds)
        return std::nullopt;
    const auto first = std::find_if(now.recent.begin(), now.recent.end(), [](const auto &sample) { return sample.waiting.has_value(); });
    const bool isGrowing = first == now.recent.end() || *first->waiting <= now.queue->waiting;
    const QString behind = duration(now.queue->oldestSeconds);
    if (isGrowing)
        return Health {Level::Trouble,
            HealthText::tr("The numbers are %1 behind, and more comes in than is written. Start another footfall-worker, or see "
                           "what keeps PostgreSQL.")
                .arg(behind)};
    return Health {Level::Watch, HealthText::tr("The numbers are %1 behind, and catching up.").arg(behind)};
}

// What goes on, but should be looked at.
std::optional<Health> worry(const Situation &now)
{
    if (const qint64 rejected = growth(now.recent, &PipelineSample::rejectedEvents); rejected > 0)
        return Health {Level::Watch,
            HealthText::tr("PostgreSQL refuses events: %1 in the last minutes. They are kept in the table rejected_events, with the reason.")
                .arg(exactNumber(rejected))};
    if (const qint64 limited = growth(now.recent, &PipelineSample::rateLimited); limited > 0)
        return Health {Level::Watch,
            HealthText::tr("Over the rate limit: %1 requests refused in the last minutes. If their sender is an honest one, raise --rate-limit.")
                .arg(exactNumber(limited))};
    if (now.queue && now.queue->damagedSpools.value_or(0) > 0)
        return Health {Level::Watch,
            HealthText::tr("A damaged spool was set aside: see the folders damaged-... in the spool's folder, and remove them when done.")};
    if (!now.pipeline)
        return std::nullopt;
    const auto &workers = now.pipeline->workers;
    const auto stale = std::find_if(workers.begin(), workers.end(), [](const auto &worker) { return worker.state == u"stale"; });
    if (stale == workers.end())
        return std::nullopt;
    return Health {Level::Watch,
        HealthText::tr("Nothing was heard of %1 for 10 s; the other workers go on. If it was stopped for good, it leaves this page after a day.")
            .arg(displayText(stale->name))};
}

Health wellness(const Situation &now)
{
    if (!now.pipeline && !now.queue)
        return {Level::Unknown, HealthText::tr("Nothing was heard yet.")};
    if (!now.queue)
        return {Level::Well, HealthText::tr("All is well: the workers are there. How much waits is not known without the ingest service's address.")};
    if (now.queue->waiting == 0)
        return {Level::Well, HealthText::tr("All is well: every accepted event is in the numbers.")};
    return {Level::Well, HealthText::tr("All is well: the numbers are %1 behind.").arg(duration(now.queue->oldestSeconds))};
}

}

Health healthOf(const Situation &situation)
{
    for (const auto look : {serviceTrouble, workerTrouble, lateness, worry}) {
        if (const auto found = look(situation))
            return *found;
    }
    return wellness(situation);
}

}
