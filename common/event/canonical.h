#pragma once

#include "common/event/event.h"
#include "common/result.h"

#include <memory>

namespace simdjson::dom {
class parser;
}

namespace footfall {

// The form in which an event is spooled and sent: the contract's fields, `received_at` and what
// ingest has made of the request, as one line of JSON with its line end (docs/protocol.md).
void appendCanonical(std::string &out, const Event &event);

// Takes back the lines that appendCanonical() wrote, whenever that was. One reader serves one
// thread; it reuses its buffers.
class CanonicalReader {
public:
    CanonicalReader();
    ~CanonicalReader();

    // Valid until the next call. Fails with Invalid.
    Result<const Event *> read(std::string_view line);

private:
    std::unique_ptr<simdjson::dom::parser> m_parser;
    Event m_event; // its texts keep their memory
};

}
