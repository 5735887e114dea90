#pragma once

#include "dashboard/client/failure.h"
#include "dashboard/models/pipelinehistory.h"

namespace footfall::dashboard {

// All that is known of a Footfall when its health is asked for.
struct Situation {
    std::optional<Pipeline> pipeline = {};
    std::optional<Queue> queue = {};
    std::optional<Failure> statsFailure = {}; // why the stats service gives nothing now
    std::optional<Failure> queueFailure = {}; // the same of the ingest service
    std::deque<PipelineSample> recent = {}; // the last minutes, the oldest first
};

// Whether all is well and, if not, what to do: one plain sentence, or two.
struct Health {
    enum class Level {
        Unknown, // nothing was heard yet
        Well,
        Watch, // it goes on, but somebody should look
        Trouble, // events are not accepted, or not counted
    };
    Level level = Level::Unknown;
    QString sentence;
    bool operator==(const Health &) const = default;
};

// Pure. Of several troubles it names the one that the others may come from.
Health healthOf(const Situation &situation);

}
