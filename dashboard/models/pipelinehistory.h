#pragma once

#include "dashboard/client/figures.h"

#include <deque>

namespace footfall::dashboard {

// The pipeline at one moment. What was not heard then is nothing.
struct PipelineSample {
    QDateTime time;
    std::optional<qint64> waiting; // events
    std::optional<double> oldestSeconds;
    std::optional<double> inPerSecond; // events accepted
    std::optional<double> outPerSecond; // events committed
    std::optional<double> commitMs; // of the slowest worker that commits
    // These only grow, until a service starts anew.
    std::optional<qint64> rejectedEvents;
    std::optional<qint64> rateLimited; // requests
    std::optional<qint64> acceptedEvents;
    bool operator==(const PipelineSample &) const = default;
};

// The last samples, the oldest first; one each second makes ten minutes.
class PipelineHistory {
public:
    explicit PipelineHistory(std::size_t capacity = 600);

    // What is known at `time`; a sample no later than the last replaces it.
    void add(const QDateTime &time, const std::optional<Queue> &queue, const std::optional<Pipeline> &pipeline);
    void clear() { m_samples.clear(); }

    // What add() does before: for who has to tell each step.
    std::size_t countBefore(const QDateTime &time) const;
    void truncate(std::size_t count);
    void dropOldest() { m_samples.pop_front(); }
    bool isFull() const { return m_samples.size() >= m_capacity; }

    const std::deque<PipelineSample> &samples() const { return m_samples; }

private:
    std::optional<double> inPerSecond(const PipelineSample &sample) const;

    std::size_t m_capacity;
    std::deque<PipelineSample> m_samples;
};

}
