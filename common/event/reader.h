#pragma once

#include "common/event/event.h"
#include "common/result.h"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

// Not simdjson.h: it would cost everyone who only wants to read events two seconds to compile.
namespace simdjson::dom {
class element;
class parser;
}

namespace footfall {

// Turns JSON into events by the contract's rules: every byte is validated, every error names
// the field and the rule. One reader serves one thread; it reuses its buffers.
class EventReader {
public:
    static constexpr qsizetype maxEvents = 10'000; // a request

    // Whether a valid event is taken; if not, why.
    using Admit = std::function<Result<void>(const Event &)>;

    // How and when a request came, as far as its events depend on it.
    struct Receipt {
        Timestamp now;
        bool fromBrowser = false; // it has an Origin: `count` is refused
        Admit admit = {}; // null: all are taken
        std::string importId = {}; // the importer's run that sends it, a UUID; empty: none
    };
    struct Rejected {
        qsizetype index; // from 0
        QString message;
        Error::Kind kind = Error::Kind::Invalid;
    };
    struct Batch {
        std::vector<Event> accepted;
        std::vector<Rejected> rejected;
    };

    EventReader();
    ~EventReader();

    // One JSON object.
    Result<Event> readOne(std::string_view json, const Receipt &receipt);

    // A JSON array of objects: malformed JSON is an error as a whole.
    Result<Batch> readArray(std::string_view json, const Receipt &receipt);

    // One object a line; a malformed line is a rejected index. Indexes count non-empty lines.
    Result<Batch> readLines(std::string_view ndjson, const Receipt &receipt);

    // A line that appendCanonical() wrote.
    Result<Event> readCanonical(std::string_view line);

private:
    std::unique_ptr<simdjson::dom::parser> m_parser;
};

// The form in which an event is spooled and sent: the contract's fields and `received_at` as
// one line of JSON, with its line end (docs/protocol.md).
void appendCanonical(std::string &out, const Event &event);

}
