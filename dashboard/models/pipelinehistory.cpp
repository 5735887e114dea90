#include "dashboard/models/pipelinehistory.h"

#include <algorithm>

namespace footfall::dashboard {

namespace {

constexpr qint64 averagedMs = 10'000; // as the workers' events a second are

bool isHeard(const Pipeline::Worker &worker)
{
    return worker.state != u"stale";
}

}

PipelineHistory::PipelineHistory(std::size_t capacity)
    : m_capacity(capacity)
{
}

void PipelineHistory::add(const QDateTime &time, const std::optional<Queue> &queue, const std::optional<Pipeline> &pipeline)
{
    PipelineSample sample;
    sample.time = time;
    if (pipeline) {
        sample.outPerSecond = 0;
        for (const Pipeline::Worker &worker : pipeline->workers) {
            if (!isHeard(worker))
                continue;
            *sample.outPerSecond += worker.eventsPerSecond;
            if (worker.lastCommitAt)
                sample.commitMs = std::max(sample.commitMs.value_or(0), worker.commitMs);
        }
        sample.rejectedEvents = pipeline->rejectedEvents;
    }
    if (queue) {
        sample.waiting = queue->waiting;
        sample.oldestSeconds = queue->oldestSeconds;
        sample.rateLimited = queue->rateLimited;
        sample.acceptedEvents = queue->acceptedEvents;
    }
    truncate(countBefore(time));
    if (isFull())
        dropOldest();
    sample.inPerSecond = inPerSecond(sample);
    m_samples.push_back(sample);
}

std::size_t PipelineHistory::countBefore(const QDateTime &time) const
{
    const auto later = std::find_if(m_samples.rbegin(), m_samples.rend(), [&](const PipelineSample &sample) { return sample.time < time; });
    return std::size_t(m_samples.rend() - later);
}

void PipelineHistory::truncate(std::size_t count)
{
    m_samples.resize(count);
}

// By the counter of a service that has one. Else what was written since, and what more waits.
std::optional<double> PipelineHistory::inPerSecond(const PipelineSample &sample) const
{
    const auto isRecent = [&](const PipelineSample &other) { return other.time.msecsTo(sample.time) <= averagedMs; };
    const auto first = std::find_if(m_samples.begin(), m_samples.end(), isRecent);
    if (first == m_samples.end())
        return std::nullopt;
    const double seconds = double(first->time.msecsTo(sample.time)) / 1000;
    if (sample.acceptedEvents && first->acceptedEvents) {
        const qint64 accepted = *sample.acceptedEvents - *first->acceptedEvents;
        return accepted >= 0 ? std::optional(double(accepted) / seconds) : std::nullopt;
    }
    if (!sample.waiting || !first->waiting || !sample.outPerSecond)
        return std::nullopt;
    return std::max(0.0, *sample.outPerSecond + double(*sample.waiting - *first->waiting) / seconds);
}

}
