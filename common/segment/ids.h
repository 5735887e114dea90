#pragma once

#include "common/segment/layout.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace footfall {

// Which of a column's texts each row has: 1 for the first text, 0 for none. Kept in as few bytes a row as
// the largest one needs, and in none if all are the same.
class SegmentIds {
public:
    explicit SegmentIds(std::uint32_t everywhere = 0)
        : m_ids(Everywhere {everywhere})
    {
    }

    // Of `rows` rows, all 0, for ids up to `most`.
    SegmentIds(std::size_t rows, std::uint32_t most);

    int width() const; // bytes a row: 0, 1, 2 or 4
    std::size_t bytes() const { return m_rows * std::size_t(width()); }

    // Calls `take` with something that gives the id of a row by [], and returns what it does: for loops
    // that look at the width once.
    template <typename Take>
    auto visit(Take take) const
    {
        return std::visit([&](const auto &ids) { return take(ids); }, m_ids);
    }
    template <typename Take>
    auto visit(Take take)
    {
        return std::visit([&](auto &ids) { return take(ids); }, m_ids);
    }

    std::uint32_t at(std::size_t row) const
    {
        return visit([&](const auto &ids) { return std::uint32_t(ids[row]); });
    }

private:
    struct Everywhere {
        std::uint32_t id;
        const std::uint32_t &operator[](std::size_t) const { return id; }
    };

    std::size_t m_rows = 0; // none, if all are the same
    std::variant<Everywhere, std::vector<std::uint8_t>, std::vector<std::uint16_t>, std::vector<std::uint32_t>> m_ids;
};

// Appends ids of up to `most`, in the form that is likely to be the smallest once it is compressed
// (docs/protocol.md): one for all, one a row, one a user, only those that differ from the row before of
// the same user, or only those that are not 0.
void appendIds(std::string &out, const SegmentLayout &layout, std::span<const std::uint32_t> ids, std::uint32_t most);

// Takes them back; nullopt: the bytes are none of such a layout, or have an id over `most`.
std::optional<SegmentIds> readIds(std::string_view bytes, const SegmentLayout &layout, std::uint32_t most);

}
