#include "common/db/segmentcopy.h"

#include "common/db/params.h"

#include <sodium.h>

namespace footfall {

namespace {

constexpr char segmentFieldCount[] = "\0\x0c"; // 12, as int16

std::int64_t randomId()
{
    std::int64_t id = 0;
    randombytes_buf(&id, sizeof id);
    return id;
}

}

std::string segmentTuples(std::span<const DaySegment> segments)
{
    std::string out;
    for (const DaySegment &segment : segments) {
        out.append(segmentFieldCount, 2);
        pgbinary::appendField(out, segment.site);
        pgbinary::appendField(out, pgbinary::Day {segment.day});
        pgbinary::appendField(out, randomId());
        pgbinary::appendField(out, std::int32_t(segment.rows));
        for (const std::int64_t figure : {segment.events, segment.views, segment.bots})
            pgbinary::appendField(out, figure);
        pgbinary::appendField(out, std::int32_t(segment.users));
        pgbinary::appendField(out, pgbinary::Time {segment.first});
        pgbinary::appendField(out, pgbinary::Time {segment.last});
        pgbinary::appendField(out, std::int32_t(segment.rawBytes));
        pgbinary::appendField(out, pgbinary::Bytea {segment.body});
    }
    return out;
}

}
