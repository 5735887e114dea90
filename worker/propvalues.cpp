#include "worker/propvalues.h"

#include <simdjson.h>

#include <cmath>

namespace footfall::worker {

namespace {

constexpr std::int64_t mostWhole = std::int64_t(1) << 53; // where doubles stop to be exact

std::string valueOf(const simdjson::dom::element &element)
{
    if (std::string_view text; element.get_string().get(text) == simdjson::SUCCESS)
        return std::string(text);
    if (bool flag = false; element.get_bool().get(flag) == simdjson::SUCCESS)
        return flag ? "true" : "false";
    if (element.is_int64()) {
        const std::int64_t number = element.get_int64().value_unsafe();
        return number >= -mostWhole && number <= mostWhole ? std::to_string(number) : std::string();
    }
    if (!element.is_double())
        return {};
    const double real = element.get_double().value_unsafe();
    const bool isWhole = std::abs(real) <= double(mostWhole) && std::trunc(real) == real;
    return isWhole ? std::to_string(std::int64_t(real)) : std::string();
}

}

PropValues::PropValues()
    : m_parser(std::make_unique<simdjson::dom::parser>())
{
}

PropValues::~PropValues() = default;

void PropValues::read(std::string_view props, std::span<const std::string> names,
    const std::function<void(std::size_t, std::string)> &take)
{
    simdjson::dom::object object;
    if (m_parser->parse(props.data(), props.size()).get(object) != simdjson::SUCCESS)
        return; // EventReader has let it in, so it is an object
    for (std::size_t i = 0; i < names.size(); ++i) {
        simdjson::dom::element element;
        if (object.at_key(names[i]).get(element) != simdjson::SUCCESS)
            continue;
        if (std::string value = valueOf(element); !value.empty())
            take(i, std::move(value));
    }
}

}
