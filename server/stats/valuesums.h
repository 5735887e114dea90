#pragma once

#include "server/stats/ranking.h"

#include <optional>
#include <string_view>

namespace footfall::server {

// Views by value, added up over periods: of values that have a number by it, of others by text.
class ValueSums {
public:
    // All that are among the first of a ranking, and maybe some that are equal to its last.
    struct First {
        std::int64_t atLeast; // views
        std::vector<std::uint32_t> above; // with more than these
        std::vector<std::uint32_t> equal; // with just these: the first `equalNeeded` in byte order are enough
        std::size_t equalNeeded;
        std::vector<Ranking::Row> texts; // those without a number, with at least these
    };

    // `numbered`: how many numbers there are. False: the bytes are no tally of such numbers.
    bool addTally(std::string_view bytes, std::size_t numbered);
    // False: there is no such number.
    bool add(std::optional<std::int64_t> number, std::string_view value, std::int64_t views);
    void keepOnly(const std::vector<std::uint32_t> &numbers); // of those that have one

    std::int64_t total() const; // values with any views
    First first(std::size_t count) const;
    std::int64_t views(std::uint32_t number) const { return m_views[number]; }

private:
    std::vector<std::int64_t> m_views; // by number
    std::vector<Ranking::Row> m_texts;
};

}
