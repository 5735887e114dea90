#include "tests/fuzz/acceptedevents.h"

#include "common/event/importedfigure.h"
#include "tests/fuzz/promise.h"
#include "worker/batch/batch.h"
#include "worker/database/eventcopy.h"

#include <simdjson.h>

#include <algorithm>
#include <numeric>

namespace footfall {

using namespace worker;

namespace {

void checkText(const std::string &text, std::size_t minBytes, std::size_t maxBytes)
{
    promise(text.size() >= minBytes && text.size() <= maxBytes, "a text is within its limits");
    promise(simdjson::validate_utf8(text), "a text is UTF-8");
    promise(text.find('\0') == std::string::npos, "a text has no U+0000");
}

std::int32_t int32At(std::string_view bytes, std::size_t at, std::size_t size = 4)
{
    std::uint32_t value = 0;
    for (const char c : bytes.substr(at, size))
        value = value << 8 | static_cast<unsigned char>(c);
    return size == 2 ? std::int16_t(value) : std::int32_t(value);
}

// Reads it as PostgreSQL does: a number of fields, then each behind its length, -1 for NULL.
std::size_t countTuples(std::string_view copy)
{
    std::size_t tuples = 0;
    for (std::size_t at = 0; at < copy.size(); ++tuples) {
        const int fields = int32At(copy, at, 2);
        at += 2;
        for (int i = 0; i < fields; ++i) {
            promise(at + 4 <= copy.size(), "a field of COPY has a length");
            at += 4 + std::size_t(std::max(int32At(copy, at), 0));
        }
        promise(at <= copy.size(), "the fields of a COPY are as long as they say");
    }
    return tuples;
}

template <typename Rows>
std::int64_t sum(const Rows &rows)
{
    return std::accumulate(rows.begin(), rows.end(), std::int64_t(0),
        [](std::int64_t events, const auto &row) { return events + row.events + row.bots; });
}

}

std::string canonical(const Event &event)
{
    std::string line;
    appendCanonical(line, event);
    return line;
}

std::string canonical(std::span<const Event> events)
{
    std::string lines;
    for (const Event &event : events)
        appendCanonical(lines, event);
    return lines;
}

void checkAccepted(std::span<const Event> events)
{
    for (const Event &event : events) {
        checkText(event.siteId, 1, 128);
        checkText(event.eventType, 1, 64);
        checkText(event.path, 0, 2048);
        checkText(event.userId, 0, 256);
        checkText(event.eventId, 0, 128);
        checkText(event.referrer, 0, 2048);
        promise(event.count >= 1 && event.count <= 1'000'000, "count is within its limits");
        promise(event.timestamp >= earliestTimestamp, "no event is before 1990");
        promise(event.timestamp <= someReceipt.now + microsPerDay, "no event is more than a day ahead");
        promise(event.receivedAt == someReceipt.now, "an event knows when it was received");
    }
    checkCountable(events);
}

void checkCountable(std::span<const Event> events)
{
    const std::string lines = canonical(events);
    promise(std::count(lines.begin(), lines.end(), '\n') == std::ptrdiff_t(events.size()), "an event is one line");

    const std::string message
        = frameHeader({"0b9e6a8e-6f0e-4b7e-9a56-0f2f3f1d7c11", 1}, std::uint32_t(events.size())) + lines;
    const auto frame = decodeServerMessage(message);
    promise(frame.has_value(), "a frame is a message");
    static CanonicalReader reader;
    Batch batch;
    batch.add(*frame, 0, reader);
    promise(batch.frames().front().undecodable.empty(), "the worker can read what was accepted");
    std::string taken;
    std::int64_t count = 0;
    for (const PackedEvent event : batch.events()) {
        appendCanonical(taken, event.unpacked());
        count += event.eventType() == importedType ? 0 : event.count();
    }
    promise(taken == lines, "an event comes out of the pipe as it went in");
    promise(countTuples(copyTuples(batch.events(), someReceipt.now)) == events.size(), "an event is one tuple of COPY");
    batch.aggregate(KeyedHash({}));
    const BatchFigures &figures = *batch.figures();
    promise(sum(figures.segments) == count && sum(figures.daily) == count && sum(figures.totals) == count,
        "segments and figures count every event");
}

}
