#include "server/pipe/inflightframes.h"

#include <algorithm>

namespace footfall::server {

// Calls visit(iterator) for each frame of the ranges that is in flight; visit returns
// the iterator behind it.
template <typename Visit>
void InFlightFrames::forEach(const std::vector<FrameRange> &ranges, Visit visit)
{
    for (const FrameRange &range : ranges) {
        auto it = m_frames.lower_bound({range.producer, range.from});
        while (it != m_frames.end() && it->first.producer == range.producer && it->first.sequence <= range.to)
            it = visit(it);
    }
}

void InFlightFrames::sent(qint64 row, const FrameId &frame, std::size_t bytes, Timestamp now)
{
    const auto [it, isNew] = m_frames.insert_or_assign(frame, InFlight {row, bytes, now, {}});
    if (isNew)
        m_bytes += bytes;
}

std::vector<qint64> InFlightFrames::acknowledged(const std::vector<FrameRange> &ranges)
{
    std::vector<qint64> rows;
    forEach(ranges, [&](auto it) {
        rows.push_back(it->second.row);
        m_bytes -= it->second.bytes;
        return m_frames.erase(it);
    });
    return rows;
}

void InFlightFrames::held(const std::string &worker, const std::vector<FrameRange> &ranges, Timestamp now)
{
    forEach(ranges, [&](auto it) {
        it->second.lastHeard = now;
        it->second.worker = worker;
        return std::next(it);
    });
}

void InFlightFrames::workerStarted(const std::string &worker)
{
    for (auto &[frame, inFlight] : m_frames) {
        if (inFlight.worker.empty() || inFlight.worker == worker)
            inFlight.lastHeard = 0;
    }
}

std::vector<qint64> InFlightFrames::due(Timestamp now, std::size_t bytes) const
{
    std::vector<std::pair<qint64, std::size_t>> all; // with their sizes
    for (const auto &[frame, inFlight] : m_frames) {
        if (now - inFlight.lastHeard >= silence)
            all.emplace_back(inFlight.row, inFlight.bytes);
    }
    std::sort(all.begin(), all.end());
    std::vector<qint64> rows;
    std::size_t got = 0;
    for (auto it = all.begin(); it != all.end() && got < bytes; ++it) {
        rows.push_back(it->first);
        got += it->second;
    }
    return rows;
}

}
