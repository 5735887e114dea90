#pragma once

#include "common/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// What travels on the pipe (docs/protocol.md): each ZeroMQ message is one part, whose first
// line is a JSON header; a frame's events follow as NDJSON.
inline constexpr int pipeVersion = 1;

// A producer that has ended and has nothing left in its spool: no frame of it will come.
inline constexpr std::uint64_t producerEnded = 9'223'372'036'854'775'807;

// Names a frame for ever: the server's run that made it, and its number in that run, from 1.
struct FrameId {
    std::string producer; // a UUID, 36 characters, lower case
    std::uint64_t sequence = 0;

    auto operator<=>(const FrameId &) const = default;
};

// Sequences from..to, both included, of one producer.
struct FrameRange {
    std::string producer;
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};
std::vector<FrameRange> toRanges(std::vector<FrameId> frames);

struct ServerMessage {
    enum class Type {
        Frame, // `events` events follow in `body`
        Low, // every frame of the producer below `sequence` is out of its spool for good
    };
    Type type = Type::Frame;
    FrameId id;
    std::uint32_t events = 0;
    std::string_view body; // points into the message
    std::uint64_t rejected = 0; // of a Low: events that this producer has refused, all in all
};

struct WorkerMessage {
    enum class Type {
        Hello, // this worker starts: what an earlier one of its name held is lost
        Holding, // it has these frames and is at work on them
        Acknowledge, // these frames are committed
        LowStored, // `frames`: from = to = the low that is committed
    };
    Type type = Type::Hello;
    std::string worker;
    std::vector<FrameRange> frames;
    std::uint64_t rejected = 0; // events of an Acknowledge that PostgreSQL refused
};

// Unavailable: a message of a newer version, which some other program can read.
// Invalid: not a message.
Result<ServerMessage> decodeServerMessage(std::string_view message);
Result<WorkerMessage> decodeWorkerMessage(std::string_view message);

std::string frameHeader(const FrameId &id, std::uint32_t events);
std::string encodeLow(const std::string &producer, std::uint64_t low, std::uint64_t rejected = 0);
std::string encode(const WorkerMessage &message);

}
