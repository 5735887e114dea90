#include "common/segment/textnumbers.h"

#include <sodium.h>

#include <algorithm>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace footfall {

namespace {

constexpr std::size_t leastPlaces = 64;
constexpr std::size_t placesToKeep = 1 << 16;

// XXH3 with a secret of its own: 192 bytes that the process has drawn.
std::uint64_t keyedHash(std::string_view text)
{
    static const auto secret = [] {
        std::array<unsigned char, XXH3_SECRET_DEFAULT_SIZE> bytes;
        randombytes_buf(bytes.data(), bytes.size());
        return bytes;
    }();
    return XXH3_64bits_withSecret(text.data(), text.size(), secret.data(), secret.size());
}

}

TextNumbers::TextNumbers()
    : m_places(leastPlaces)
{
}

std::uint32_t TextNumbers::add(std::string_view text)
{
    return text.empty() ? 0 : add(text, keyedHash(text));
}

// What the next few will look at is on its way to the processor's cache meanwhile.
void TextNumbers::add(std::span<const std::string_view> texts, std::span<std::uint32_t> numbers)
{
    constexpr std::size_t atOnce = 32;
    std::array<std::uint64_t, atOnce> hashes;
    for (std::size_t begin = 0; begin < texts.size(); begin += atOnce) {
        const std::size_t count = std::min(atOnce, texts.size() - begin);
        const auto number = [&](std::size_t i) { return m_places[hashes[i] & (m_places.size() - 1)]; };
        for (std::size_t i = 0; i < count; ++i) {
            hashes[i] = keyedHash(texts[begin + i]);
            __builtin_prefetch(&m_places[hashes[i] & (m_places.size() - 1)]);
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (const std::uint32_t known = number(i); known != 0) {
                __builtin_prefetch(&m_hashes[known - 1]);
                __builtin_prefetch(&m_texts[known - 1]);
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (const std::uint32_t known = number(i); known != 0)
                __builtin_prefetch(m_texts[known - 1].data());
        }
        for (std::size_t i = 0; i < count; ++i)
            numbers[begin + i] = add(texts[begin + i], hashes[i]);
    }
}

std::uint32_t TextNumbers::add(std::string_view text, std::uint64_t hash)
{
    const std::size_t place = placeOf(text, hash);
    if (m_places[place] != 0)
        return m_places[place];
    m_texts.push_back(text);
    m_hashes.push_back(hash);
    m_places[place] = std::uint32_t(m_texts.size());
    if (m_texts.size() * 2 > m_places.size())
        resize(m_places.size() * 4);
    return std::uint32_t(m_texts.size());
}

void TextNumbers::clear()
{
    if (m_places.size() > placesToKeep) {
        m_places = std::vector<std::uint32_t>(leastPlaces);
    } else {
        for (const std::uint64_t hash : m_hashes) {
            // Each text lies between the place of its hash and the next free one.
            for (std::size_t place = hash & (m_places.size() - 1); m_places[place] != 0; place = (place + 1) & (m_places.size() - 1))
                m_places[place] = 0;
        }
    }
    m_texts.clear();
    m_hashes.clear();
}

// The place that has the text's number, or the free one for it.
std::size_t TextNumbers::placeOf(std::string_view text, std::uint64_t hash) const
{
    const std::size_t mask = m_places.size() - 1;
    std::size_t place = hash & mask;
    for (; m_places[place] != 0; place = (place + 1) & mask) {
        const std::size_t index = m_places[place] - 1;
        if (m_hashes[index] == hash && m_texts[index] == text)
            break;
    }
    return place;
}

void TextNumbers::resize(std::size_t places)
{
    m_places.assign(places, 0);
    for (std::size_t i = 0; i < m_texts.size(); ++i) {
        std::size_t place = m_hashes[i] & (places - 1);
        while (m_places[place] != 0)
            place = (place + 1) & (places - 1);
        m_places[place] = std::uint32_t(i + 1);
    }
}

}
