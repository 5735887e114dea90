#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// PostgreSQL's binary format for one value: big endian, times since 2000-01-01.
namespace pgbinary {

using Bytes16 = std::array<std::uint8_t, 16>; // uuid

// Distinct types, so that a list of them says what it is.
struct Time {
    std::int64_t micros; // since 1970-01-01T00:00:00Z
};
struct Day {
    std::int32_t days; // since 1970-01-01
};
struct Bytea {
    std::string_view bytes;
};

void append(std::string &out, std::int32_t value);
void append(std::string &out, std::int64_t value);
void append(std::string &out, Time value);
void append(std::string &out, Day value);
void append(std::string &out, std::string_view value);
void append(std::string &out, const Bytes16 &value);
void append(std::string &out, Bytea value);

// The bytes of a UUID's text, with or without dashes.
Bytes16 uuid(std::string_view text);

// The type's OID, and that of an array of it (pg_type.dat).
struct Oids {
    std::uint32_t element;
    std::uint32_t array;
};
constexpr Oids oids(std::int32_t) { return {23, 1007}; }
constexpr Oids oids(std::int64_t) { return {20, 1016}; }
constexpr Oids oids(Time) { return {1184, 1185}; }
constexpr Oids oids(Day) { return {1082, 1182}; }
constexpr Oids oids(std::string_view) { return {25, 1009}; }
constexpr Oids oids(const Bytes16 &) { return {2950, 2951}; }
constexpr Oids oids(Bytea) { return {17, 1001}; }

// Appends the value behind its length, as arrays and COPY want it.
template <typename T>
void appendField(std::string &out, const T &value)
{
    const std::size_t at = out.size();
    append(out, std::int32_t(0));
    append(out, value);
    std::string length;
    append(length, std::int32_t(out.size() - at - 4));
    out.replace(at, 4, length);
}

// An array with an element for each item: `project(item)` is its value.
template <typename Range, typename Project>
void appendArray(std::string &out, const Range &range, Project project)
{
    using Value = std::decay_t<decltype(project(*std::begin(range)))>;
    for (const std::int32_t word : {1, 0, std::int32_t(oids(Value {}).element), std::int32_t(std::size(range)), 1})
        append(out, word); // dimensions, no NULLs, type, length, first index
    for (const auto &item : range)
        appendField(out, project(item));
}

}

// The parameters of one statement, $1 first, in binary.
class Params {
public:
    template <typename T>
    Params &add(const T &value)
    {
        std::string bytes;
        pgbinary::append(bytes, value);
        return push(pgbinary::oids(value).element, std::move(bytes));
    }
    Params &add(const std::string &value) { return add(std::string_view(value)); }

    template <typename Range, typename Project>
    Params &addArray(const Range &range, Project project)
    {
        using Value = std::decay_t<decltype(project(*std::begin(range)))>;
        std::string bytes;
        pgbinary::appendArray(bytes, range, project);
        return push(pgbinary::oids(Value {}).array, std::move(bytes));
    }

    const std::vector<std::uint32_t> &types() const { return m_types; }
    const std::vector<std::string> &values() const { return m_values; }

private:
    Params &push(std::uint32_t type, std::string bytes)
    {
        m_types.push_back(type);
        m_values.push_back(std::move(bytes));
        return *this;
    }
    std::vector<std::uint32_t> m_types;
    std::vector<std::string> m_values;
};

}
