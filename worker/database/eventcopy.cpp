#include "worker/database/eventcopy.h"

#include "common/db/params.h"

namespace footfall::worker {

namespace {

constexpr char fieldCount[] = "\0\x16"; // 22, as int16
static_assert(std::size(eventAttributes) == 11);

void appendText(std::string &out, std::string_view text)
{
    if (text.empty())
        pgbinary::append(out, std::int32_t(-1)); // NULL
    else
        pgbinary::appendField(out, text);
}

void appendJsonb(std::string &out, std::string_view json)
{
    if (json.empty()) {
        pgbinary::append(out, std::int32_t(-1));
        return;
    }
    pgbinary::append(out, std::int32_t(json.size() + 1));
    out += '\x01'; // the version of jsonb's binary format
    out += json;
}

}

std::string copyTuples(std::span<const PackedEvent> events, Timestamp processedAt)
{
    std::string out;
    out.reserve(events.size() * 200);
    for (const PackedEvent event : events) {
        out.append(fieldCount, 2);
        appendText(out, event.site());
        appendText(out, event.eventType());
        appendText(out, event.path());
        appendText(out, event.user());
        pgbinary::appendField(out, pgbinary::Time {event.timestamp()});
        pgbinary::appendField(out, pgbinary::Time {event.receivedAt()});
        pgbinary::appendField(out, pgbinary::Time {processedAt});
        appendText(out, event.eventId());
        appendText(out, event.referrer());
        appendJsonb(out, event.props());
        pgbinary::appendField(out, event.count());
        for (std::size_t i = 0; i < std::size(eventAttributes); ++i)
            appendText(out, event.attribute(i));
    }
    return out;
}

}
