// POST /events with NDJSON: each line stands alone, and means what it would in an array.
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"
#include "tests/support/eventlist.h"

using namespace footfall;

namespace {

std::vector<std::string_view> nonEmptyLines(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (line.find_first_not_of(" \t\r") != line.npos)
            lines.push_back(line);
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return lines;
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static EventReader reader;
    const std::string_view ndjson(reinterpret_cast<const char *>(data), size);
    const auto lines = nonEmptyLines(ndjson);
    const EventList batch = EventList::ofLines(reader, ndjson, someReceipt);
    promise(batch.accepted.size() + batch.rejected.size() == lines.size(), "each line is accepted or rejected");
    checkAccepted(batch.accepted);

    std::string array = "[";
    auto rejected = batch.rejected.begin();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (rejected != batch.rejected.end() && rejected->first == qsizetype(i)) {
            promise(!rejected->second.message.isEmpty(), "a rejected line says what to mend");
            ++rejected;
            continue;
        }
        if (array.size() > 1)
            array += ',';
        array += lines[i];
    }
    promise(rejected == batch.rejected.end(), "rejected indexes ascend, and are of these lines");
    const auto same = EventList::ofArray(reader, array + ']', someReceipt);
    promise(same && same->rejected.empty() && canonical(same->accepted) == canonical(batch.accepted),
        "the lines that were accepted are an array that is accepted");
    return 0;
}
