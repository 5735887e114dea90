#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace footfall {

// What encoder and reader of segments agree on (docs/protocol.md). Numbers are never given to another thing.
namespace segmentformat {

inline constexpr std::uint8_t version = 1;

enum class Form : std::uint8_t {
    Apart = 0, // each stream compressed and with a checksum of its own
    Together = 1, // all streams as one: for segments of a few events
};

enum Stream : std::size_t {
    Users, // hashes, ascending
    RowCounts, // of each user, less one, as varints
    FirstTimes, // of each user, milliseconds of the day in 27 bits
    TimeSteps, // milliseconds since the row before: of users' later rows, of those without, of bots
    Micros, // below a millisecond: lower bytes of all rows, then the higher; none if all are 0
    Counts, // less one, as varints; none if all are 1
    FixedStreams, // then for each column its texts (sizes as varints, then the texts) and its ids
};

inline constexpr int timeBits = 27;
inline constexpr std::uint32_t millisPerDay = 86'400'000;

// Columns by their code; one with code 0 has its name behind it.
inline constexpr std::array<std::string_view, 16> columnNames {"", "event_type", "path", "referrer", "source",
    "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content", "browser", "os", "device", "country",
    "bot", "props"};

// What a reader takes; an encoder makes no more.
inline constexpr std::uint64_t maxRows = 4'000'000;
inline constexpr std::uint64_t maxCount = 1'000'000; // equal events of a row
inline constexpr std::uint64_t maxColumns = 128;
inline constexpr std::uint64_t maxColumnNameBytes = 80;
inline constexpr std::uint64_t maxRawBytes = 128 << 20;

}

}
