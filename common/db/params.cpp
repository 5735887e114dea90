#include "common/db/params.h"

#include <QtEndian>

namespace footfall::pgbinary {

namespace {

constexpr std::int64_t microsTo2000 = 946'684'800'000'000;
constexpr std::int32_t daysTo2000 = 10'957;

template <typename Integer>
void appendBigEndian(std::string &out, Integer value)
{
    const Integer bytes = qToBigEndian(value);
    out.append(reinterpret_cast<const char *>(&bytes), sizeof bytes);
}

}

void append(std::string &out, std::int32_t value)
{
    appendBigEndian(out, value);
}

void append(std::string &out, std::int64_t value)
{
    appendBigEndian(out, value);
}

void append(std::string &out, Time value)
{
    appendBigEndian(out, value.micros - microsTo2000);
}

void append(std::string &out, Day value)
{
    appendBigEndian(out, value.days - daysTo2000);
}

void append(std::string &out, std::string_view value)
{
    out += value;
}

void append(std::string &out, const Bytes16 &value)
{
    out.append(reinterpret_cast<const char *>(value.data()), value.size());
}

void append(std::string &out, Bytea value)
{
    out += value.bytes;
}

Bytes16 uuid(std::string_view text)
{
    Bytes16 bytes {};
    std::size_t digit = 0;
    for (const char c : text) {
        if (c == '-' || digit == 2 * bytes.size())
            continue;
        const int value = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        bytes[digit / 2] = std::uint8_t(bytes[digit / 2] << 4 | value);
        ++digit;
    }
    return bytes;
}

}
