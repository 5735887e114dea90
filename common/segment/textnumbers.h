#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace footfall {

// Gives each different text a number, from 1 in the order in which they come. The texts are kept where they
// are. Their hashes have a key that each process makes at random, so that nobody can choose texts that
// make it slow.
class TextNumbers {
public:
    TextNumbers();

    std::uint32_t add(std::string_view text); // its number; 0 for an empty text
    // Of texts that are not empty, a number for each: faster than one after the other, which waits for memory.
    void add(std::span<const std::string_view> texts, std::span<std::uint32_t> numbers);
    // From now on a text is kept there: an equal one.
    void move(std::uint32_t number, std::string_view text) { m_texts[number - 1] = text; }
    std::span<const std::string_view> texts() const { return m_texts; } // 1's first
    void clear(); // in the time that what was added took

private:
    std::uint32_t add(std::string_view text, std::uint64_t hash);
    std::size_t placeOf(std::string_view text, std::uint64_t hash) const;
    void resize(std::size_t places);

    std::vector<std::string_view> m_texts;
    std::vector<std::uint64_t> m_hashes; // of each text
    std::vector<std::uint32_t> m_places; // a table of numbers by hash, with open addressing; 0: free
};

}
