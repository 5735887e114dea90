#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// Numbers as bytes. Little endian; of any thread.

// LEB128: seven bits a byte, the lowest first; all bytes but the last have the highest bit set.
void appendVarint(std::string &out, std::uint64_t number);

void append32(std::string &out, std::uint32_t number);

// Takes numbers from the front of some bytes. What is not there, or no number, is 0, and isBad() from
// then on: a reader asks once, at the end.
class ByteReader {
public:
    explicit ByteReader(std::string_view bytes)
        : m_rest(bytes)
    {
    }

    std::uint64_t varint()
    {
        std::uint64_t number = 0;
        for (std::size_t i = 0; i < m_rest.size() && i < 10; ++i) {
            const auto byte = std::uint8_t(m_rest[i]);
            if (i == 9 && byte > 1)
                break; // over 64 bits
            number |= std::uint64_t(byte & 0x7f) << (7 * i);
            if (byte < 0x80) {
                m_rest.remove_prefix(i + 1);
                return number;
            }
        }
        return std::uint64_t(fail());
    }
    std::uint8_t byte() { return m_rest.empty() ? std::uint8_t(fail()) : std::uint8_t(bytes(1).front()); }
    std::uint32_t number32();
    std::string_view bytes(std::size_t count);

    std::string_view rest() const { return m_rest; }
    bool isBad() const { return m_isBad; }
    bool isRead() const { return !m_isBad && m_rest.empty(); } // to its end, and rightly

private:
    int fail()
    {
        m_isBad = true;
        m_rest = {};
        return 0;
    }

    std::string_view m_rest;
    bool m_isBad = false;
};

int bitsOf(std::uint64_t number); // how many it has; 0: none

// Numbers of `width` bits each (at most 64), one after the other from the lowest bit of the first byte.
void appendPacked(std::string &out, std::span<const std::uint64_t> numbers, int width);
std::size_t packedSize(std::size_t count, int width); // in bytes
std::uint64_t packedAt(std::string_view packed, std::size_t index, int width); // of numbers that are there

// The numbers' lowest bytes, then their next ones, ..., as many as `most` has, and at least one: what has
// small numbers compresses well so.
void appendPlanes(std::string &out, std::span<const std::uint32_t> numbers, std::uint32_t most);
// All of them, if `planes` are those of `count` numbers: else false.
bool readPlanes(std::string_view planes, std::size_t count, std::vector<std::uint32_t> &out);

// Numbers that are in ascending order and all different, which Elias-Fano keeps in some 2 bits more than
// their differences have: user hashes, above all. `out` is as it was if the bytes are none: false.
void appendAscending(std::string &out, std::span<const std::uint64_t> numbers);
bool readAscending(std::string_view bytes, std::size_t count, std::vector<std::uint64_t> &out);

}
