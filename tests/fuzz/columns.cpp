// A segment: any bytes are refused, or give rows that can be read, and merged with themselves. A fuzzer's
// build takes any checksum (common/segment/stream.cpp): they would keep nearly everything out.
#include "common/segment/format.h"
#include "common/segment/merge.h"
#include "common/segment/props.h"
#include "common/segment/reader.h"
#include "tests/fuzz/promise.h"

#include <algorithm>
#include <array>

using namespace footfall;

namespace {

// False: something of it is damaged.
bool isReadWhole(const SegmentReader &reader)
{
    const auto layout = reader.layout();
    if (!layout)
        return false;
    promise(layout->users.size() == reader.users() && layout->begins.size() == reader.users() + 1
            && layout->begins.back() == layout->userRows,
        "each user has his rows");
    promise(std::is_sorted(layout->begins.begin(), layout->begins.end()), "rows are in their order");
    const auto times = reader.times(*layout);
    const auto counts = reader.counts();
    if (!times || !counts)
        return false;
    promise(times->millis.size() == reader.rows()
            && std::all_of(times->millis.begin(), times->millis.end(),
                [](std::uint32_t time) { return time < segmentformat::millisPerDay; }),
        "times are of the day");
    promise(counts->empty() || counts->size() == reader.rows(), "each row has its count");
    bool isWhole = true;
    for (const std::string &name : reader.columns()) {
        const auto column = reader.column(*layout, name);
        if (!column) {
            isWhole = false;
            continue;
        }
        for (std::uint32_t row = 0; row < reader.rows(); ++row)
            promise(column->ids.at(row) <= column->texts.size(), "each id has a text");
        for (std::uint32_t i = 0; i < column->texts.size(); ++i) {
            promise(!column->texts[i].empty(), "no text is empty");
            if (name == otherProps)
                isWhole = readProps(column->texts[i], [](auto, auto) {}) && isWhole;
        }
    }
    return isWhole;
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view body(reinterpret_cast<const char *>(data), size);
    const auto reader = SegmentReader::open(body);
    if (!reader) {
        promise(!reader.error().message.isEmpty(), "what is refused has a reason");
        return 0;
    }
    const bool isWhole = isReadWhole(*reader);
    if (2 * std::uint64_t(reader->rows()) > segmentformat::maxRows)
        return 0;
    const auto merged = mergeSegments(std::array {body, body});
    promise(!isWhole || merged, "what can be read can be merged");
    if (!merged)
        return 0;
    const auto twice = SegmentReader::open(*merged);
    promise(twice && twice->rows() == 2 * reader->rows() && twice->users() == reader->users(), "nothing is lost in a merge");
    promise(isReadWhole(*twice) || !isWhole, "what was merged can be read");
    return 0;
}
