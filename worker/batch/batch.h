#pragma once

#include "common/event/canonical.h"
#include "common/event/packedevents.h"
#include "common/pipemessage.h"
#include "worker/batch/batchfigures.h"

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

    // A frame that cannot be decoded comes in as one without events, to be quarantined.
    void add(const ServerMessage &frame, std::size_t server, CanonicalReader &reader);

    bool isEmpty() const { return m_frames.empty(); }
    std::size_t bytes() const { return m_bytes; } // of the frames as they came
    const std::vector<Frame> &frames() const { return m_frames; }
    std::span<const PackedEvent> events() const { return m_events.all(); }

    // Aggregates all events, ahead of the transaction and as if none were a repeat; if some
    // are, the writer aggregates again. No add() after this.
    void aggregate(const KeyedHash &hash);
    const std::optional<BatchFigures> &figures() const { return m_figures; }

private:
    std::vector<Frame> m_frames;
    PackedEvents m_events;
    std::optional<BatchFigures> m_figures;
    std::size_t m_bytes = 0;
};

}
