#include "common/json/parse.h"

#include <charconv>
#include <string>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

bool fits64Bits(std::string_view integer)
{
    std::uint64_t natural = 0;
    std::int64_t whole = 0;
    const char *const end = integer.data() + integer.size();
    return std::from_chars(integer.data(), end, natural).ec == std::errc()
        || std::from_chars(integer.data(), end, whole).ec == std::errc();
}

// Later versions of simdjson (3.12 is one) have an error of its own for it.
template <typename Code>
bool mayBeBigInteger(Code error)
{
    if constexpr (requires { Code::BIGINT_ERROR; }) {
        if (error == Code::BIGINT_ERROR)
            return true;
    }
    return error == Code::NUMBER_ERROR;
}

// simdjson refuses an integer of more than 64 bits, which JSON allows and JavaScript writes for
// 1e20: here each such gets a fraction, and so becomes a double.
std::string withoutBigIntegers(std::string_view json)
{
    constexpr std::size_t maxDigits = 18; // that always fit
    std::string result;
    bool isInString = false;
    bool isBehindMark = false; // in a fraction or an exponent, whose digits may be any number
    std::size_t digits = 0;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (!isInString && c >= '0' && c <= '9') {
            digits += !isBehindMark;
        } else {
            const bool isMark = c == '.' || c == 'e' || c == 'E';
            const bool isNegative = digits > 0 && result.size() > digits && result[result.size() - digits - 1] == '-';
            if (digits > maxDigits && !isMark
                && !fits64Bits(std::string_view(result).substr(result.size() - digits - isNegative)))
                result += ".0";
            isBehindMark = isMark || (isBehindMark && (c == '+' || c == '-'));
            digits = 0;
        }
        if (c == '"')
            isInString = !isInString;
        result += c;
        if (isInString && c == '\\' && i + 1 < json.size())
            result += json[++i];
    }
    return result;
}

}

Result<simdjson::dom::element> parseJson(simdjson::dom::parser &parser, std::string_view json)
{
    simdjson::dom::element document;
    auto error = parser.parse(json.data(), json.size()).get(document);
    if (mayBeBigInteger(error))
        error = parser.parse(withoutBigIntegers(json)).get(document);
    if (error == simdjson::SUCCESS)
        return document;
    return invalid(u"Invalid JSON: "_s + QString::fromLatin1(simdjson::error_message(error)));
}

}
