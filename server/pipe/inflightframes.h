#pragma once

#include "common/pipemessage.h"
#include "common/timestamp.h"

#include <QtGlobal>

#include <map>
#include <vector>

namespace footfall::server {

// The frames that are sent and not yet acknowledged: which they are, and when something was
// last heard of each. Bounded in bytes and in number; the rest of the backlog stays on disk.
class InFlightFrames {
public:
    static constexpr std::size_t maxBytes = 64 << 20;
    static constexpr std::size_t maxFrames = 50'000;
    static constexpr Timestamp silence = 30 * microsPerSecond; // after it a frame is sent again

    bool hasRoom() const { return m_bytes < maxBytes && m_frames.size() < maxFrames; }

    void sent(qint64 row, const FrameId &frame, std::size_t bytes, Timestamp now); // or sent again
    std::vector<qint64> acknowledged(const std::vector<FrameRange> &ranges); // the rows that left
    void held(const std::string &worker, const std::vector<FrameRange> &ranges, Timestamp now);

    // A worker starts: what it held under its name before is lost, and so may be whatever
    // no other worker has claimed yet. Those frames are due at once.
    void workerStarted(const std::string &worker);

    // The rows of the frames to send again, oldest first, until `bytes` are reached.
    std::vector<qint64> due(Timestamp now, std::size_t bytes) const;

private:
    struct InFlight {
        qint64 row;
        std::size_t bytes;
        Timestamp lastHeard;
        std::string worker; // that has claimed it; empty: none yet
    };
    template <typename Visit>
    void forEach(const std::vector<FrameRange> &ranges, Visit visit);

    std::map<FrameId, InFlight> m_frames;
    std::size_t m_bytes = 0;
};

}
