#pragma once

#include "common/event/receipt.h"

#include <functional>
#include <memory>
#include <string_view>

// Not simdjson.h: it would cost everyone who only wants to read events two seconds to compile.
namespace simdjson::dom {
class parser;
}

namespace footfall {

// Reads the JSON of POST /event and POST /events by the contract's rules: every byte is validated,
// every error names the field and the rule. One reader serves one thread; it reuses its buffers.
class EventReader {
public:
    // Takes each event of a request in its order, or why it is refused. False: no more are wanted.
    using Each = std::function<bool(Result<Event>)>;

    EventReader();
    ~EventReader();

    // One JSON object.
    Result<Event> readOne(std::string_view json, const Receipt &receipt);

    // A JSON array of objects: malformed JSON, and an event that is too long to be read, is an error
    // as a whole, whatever `each` was given before. Takes the memory of the largest object.
    Result<void> readArray(std::string_view json, const Receipt &receipt, const Each &each);

    // One object a line; a malformed line is a refused event. Blank lines are none.
    void readLines(std::string_view ndjson, const Receipt &receipt, const Each &each);

private:
    // The inner error is that of an event that is JSON, the outer one says that it is none.
    Result<Result<Event>> read(std::string_view json, const Receipt &receipt);

    std::unique_ptr<simdjson::dom::parser> m_parser;
};

}
