#pragma once

#include "common/result.h"

#include <simdjson.h>

#include <string>
#include <string_view>

namespace footfall::server {

// A member of an object, or that there is none.
using Found = simdjson::simdjson_result<simdjson::dom::element>;

// The body as an object. Fails with Invalid.
Result<simdjson::dom::object> parseObject(simdjson::dom::parser &parser, std::string_view json);

// Writes a JSON array of events, member by member; absent values leave no member.
class JsonEvents {
public:
    void begin();
    void text(std::string_view name, std::string_view value); // "" too
    void raw(std::string_view name, std::string_view json);

    // The value as it is, whatever it is: the rules will say if it is wrong.
    void copy(std::string_view name, simdjson::dom::element value);
    void copy(std::string_view name, Found value);

    // An object without what our props cannot hold: null, arrays, objects. What is none is copied.
    void flat(std::string_view name, simdjson::dom::element value);
    void flat(std::string_view name, Found value);

    std::string finish() const;

private:
    std::string m_json;
};

// The text of a member; empty if there is none, or if it is no text.
std::string_view textOf(simdjson::dom::element value);
std::string_view textOf(Found value);

}
