#pragma once

#include "common/event/reader.h"

#include <utility>
#include <vector>

namespace footfall {

// All events of a body, for tests that look at them together.
struct EventList {
    std::vector<Event> accepted;
    std::vector<std::pair<qsizetype, Error>> rejected; // by index

    EventReader::Each each()
    {
        return [this](Result<Event> event) {
            const auto index = qsizetype(accepted.size() + rejected.size());
            if (event)
                accepted.push_back(std::move(*event));
            else
                rejected.emplace_back(index, event.error());
            return true;
        };
    }

    static Result<EventList> ofArray(EventReader &reader, std::string_view json, const Receipt &receipt)
    {
        EventList list;
        return reader.readArray(json, receipt, list.each()).map([&] { return list; });
    }

    static EventList ofLines(EventReader &reader, std::string_view ndjson, const Receipt &receipt)
    {
        EventList list;
        reader.readLines(ndjson, receipt, list.each());
        return list;
    }
};

}
