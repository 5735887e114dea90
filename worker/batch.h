#pragma once

#include "common/event/canonical.h"
#include "common/pipemessage.h"
#include "worker/rollups.h"
#include "worker/rowestimate.h"

#include <optional>

namespace footfall::worker {

// The frames of one transaction, decoded. Made by the pipe's thread, then moved to the
// database's; never shared.
class Batch {
public:
    struct Frame {
        FrameId id;
        std::size_t server; // which pair of sockets it came by
        std::size_t firstEvent;
        std::size_t events;
        std::string undecodable; // why; empty if it could be read
        std::string body; // only of an undecodable one
    };

    // `props`: by how many props page views are broken down, as far as is known.
    explicit Batch(std::size_t props = 0)
        : m_rows(props)
    {
    }

    // A frame that cannot be decoded comes in as one without events, to be quarantined.
    void add(const ServerMessage &frame, std::size_t server, CanonicalReader &reader);

    bool isEmpty() const { return m_frames.empty(); }
    std::size_t bytes() const { return m_bytes; } // of the frames as they came
    std::size_t rowBytes() const { return m_rows.bytes(); } // of what will be aggregated, roughly
    const std::vector<Frame> &frames() const { return m_frames; }
    const std::vector<Event> &events() const { return m_events; }

    // Aggregates all events, ahead of the transaction and as if none were a repeat; if some
    // are, the writer aggregates again. No add() after this.
    void aggregate(const KeyedHash &hash, Timestamp recentSince, const std::vector<std::string> &props = {});
    const std::optional<Rollups> &rollups() const { return m_rollups; }

private:
    std::vector<Frame> m_frames;
    std::vector<Event> m_events;
    std::optional<Rollups> m_rollups; // points into m_events
    std::size_t m_bytes = 0;
    RowEstimate m_rows;
};

}
