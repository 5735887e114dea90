#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace simdjson::dom {
class parser;
}

namespace footfall::worker {

// What a breakdown counts of an event's props: texts, true and false, and whole numbers up to
// 2^53 either way, as integers (3.0 is 3). Of other values, and empty texts, nothing: too many
// of them are different. footfall verify asks PostgreSQL for the same (verify_gather_breakdown).
class PropValues {
public:
    PropValues();
    ~PropValues();

    // Calls with the place of each name that `props`, an event's, have a value of.
    void read(std::string_view props, std::span<const std::string> names,
        const std::function<void(std::size_t, std::string)> &take);

private:
    std::unique_ptr<simdjson::dom::parser> m_parser;
};

}
