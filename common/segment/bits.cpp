#include "common/segment/bits.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace footfall {

namespace {

constexpr std::size_t fewAscending = 128; // are kept as they are

std::uint64_t load64(const char *bytes, std::size_t available)
{
    std::uint64_t word = 0;
    if (available >= 8)
        std::memcpy(&word, bytes, 8); // of a size that is known: one instruction
    else
        std::memcpy(&word, bytes, available);
    return word;
}

// Elias-Fano: the lowest bits of each number packed, and of the highest ones how much they grow, in unary.
struct AscendingForm {
    int highBits;
    int lowBits;
    std::size_t unaryBytes;

    explicit AscendingForm(std::size_t count)
        : highBits(bitsOf(count) - 1)
        , lowBits(64 - highBits)
        , unaryBytes((count + (std::size_t(1) << highBits) + 7) / 8)
    {
    }
};

}

static_assert(std::endian::native == std::endian::little);

void appendVarint(std::string &out, std::uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        out += char(0x80 | (number & 0x7f));
    out += char(number);
}

void append32(std::string &out, std::uint32_t number)
{
    out.append(reinterpret_cast<const char *>(&number), sizeof number);
}

std::uint32_t ByteReader::number32()
{
    std::uint32_t number = 0;
    if (const std::string_view taken = bytes(sizeof number); !taken.empty())
        std::memcpy(&number, taken.data(), sizeof number);
    return number;
}

std::string_view ByteReader::bytes(std::size_t count)
{
    if (count > m_rest.size()) {
        fail();
        return {};
    }
    const std::string_view taken = m_rest.substr(0, count);
    m_rest.remove_prefix(count);
    return taken;
}

int bitsOf(std::uint64_t number)
{
    return int(std::bit_width(number));
}

void appendPacked(std::string &out, std::span<const std::uint64_t> numbers, int width)
{
    const std::size_t begin = out.size();
    out.resize(begin + packedSize(numbers.size(), width) + 8); // a whole word can be written at any byte
    char *packed = out.data() + begin;
    std::size_t bit = 0;
    for (const std::uint64_t number : numbers) {
        std::uint64_t word = load64(packed + bit / 8, 8);
        word |= number << (bit % 8);
        std::memcpy(packed + bit / 8, &word, 8);
        if (int(bit % 8) + width > 64)
            packed[bit / 8 + 8] = char(number >> (64 - bit % 8));
        bit += std::size_t(width);
    }
    out.resize(begin + packedSize(numbers.size(), width));
}

std::size_t packedSize(std::size_t count, int width)
{
    return (count * std::size_t(width) + 7) / 8;
}

std::uint64_t packedAt(std::string_view packed, std::size_t index, int width)
{
    const std::size_t bit = index * std::size_t(width);
    const std::size_t byte = bit / 8;
    std::uint64_t number = load64(packed.data() + byte, packed.size() - byte) >> (bit % 8);
    if (int(bit % 8) + width > 64)
        number |= std::uint64_t(std::uint8_t(packed[byte + 8])) << (64 - bit % 8);
    return width == 64 ? number : number & ((std::uint64_t(1) << width) - 1);
}

void appendPlanes(std::string &out, std::span<const std::uint32_t> numbers, std::uint32_t most)
{
    int shift = 0;
    do {
        const std::size_t begin = out.size();
        out.resize(begin + numbers.size());
        char *plane = out.data() + begin;
        for (std::size_t i = 0; i < numbers.size(); ++i)
            plane[i] = char(numbers[i] >> shift);
        shift += 8;
    } while (shift < 32 && most >> shift != 0);
}

bool readPlanes(std::string_view planes, std::size_t count, std::vector<std::uint32_t> &out)
{
    out.assign(count, 0);
    if (count == 0 || planes.size() % count != 0 || planes.size() / count > 4)
        return count == 0 && planes.empty();
    for (std::size_t i = 0; i < planes.size(); ++i)
        out[i % count] |= std::uint32_t(std::uint8_t(planes[i])) << (8 * (i / count));
    return true;
}

void appendAscending(std::string &out, std::span<const std::uint64_t> numbers)
{
    if (numbers.size() < fewAscending) {
        out.append(reinterpret_cast<const char *>(numbers.data()), numbers.size_bytes());
        return;
    }
    const AscendingForm form(numbers.size());
    std::vector<std::uint64_t> low(numbers.begin(), numbers.end());
    for (std::uint64_t &number : low)
        number &= (std::uint64_t(1) << form.lowBits) - 1;
    appendPacked(out, low, form.lowBits);
    const std::size_t begin = out.size();
    out.resize(begin + form.unaryBytes);
    std::size_t bit = 0;
    std::uint64_t high = 0;
    for (const std::uint64_t number : numbers) {
        bit += (number >> form.lowBits) - high;
        high = number >> form.lowBits;
        out[begin + bit / 8] |= char(1 << (bit % 8));
        ++bit;
    }
}

bool readAscending(std::string_view bytes, std::size_t count, std::vector<std::uint64_t> &out)
{
    std::vector<std::uint64_t> numbers;
    if (count < fewAscending) {
        if (bytes.size() != count * 8)
            return false;
        numbers.resize(count);
        if (count > 0) // memcpy takes no null pointer
            std::memcpy(numbers.data(), bytes.data(), bytes.size());
    } else {
        if (count > bytes.size()) // a byte a number at the very least
            return false;
        const AscendingForm form(count);
        const std::size_t lowBytes = packedSize(count, form.lowBits);
        if (bytes.size() != lowBytes + form.unaryBytes)
            return false;
        const std::string_view low = bytes.substr(0, lowBytes);
        numbers.reserve(count);
        std::uint64_t high = 0;
        for (std::size_t at = lowBytes; at < bytes.size() && numbers.size() < count; at += 8) {
            std::uint64_t word = load64(bytes.data() + at, bytes.size() - at);
            int used = 0;
            for (; word != 0 && numbers.size() < count; word &= word - 1) {
                const int place = std::countr_zero(word);
                high += std::uint64_t(place - used); // zeros since the number before
                used = place + 1;
                numbers.push_back(high << form.lowBits | packedAt(low, numbers.size(), form.lowBits));
            }
            high += std::uint64_t(64 - used);
        }
        if (numbers.size() != count)
            return false;
    }
    if (std::adjacent_find(numbers.begin(), numbers.end(), std::greater_equal<>()) != numbers.end())
        return false;
    out = std::move(numbers);
    return true;
}

}
