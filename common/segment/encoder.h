#pragma once

#include "common/segment/layout.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// Makes the bytes of a segment, a column at a time, so that no more than one column has to be in memory
// as a list. For one thread; begin() starts the next segment and keeps the buffers.
class SegmentEncoder {
public:
    // `counts`: how many equal events each row stands for; empty: one each. Layout and times as
    // their headers say: rows in order. The layout lives until finish().
    void begin(const SegmentLayout &layout, const SegmentTimes &times, std::span<const std::uint32_t> counts);

    // `ids`: of each row, the place of its text in `texts` from 1; 0 for none. Texts are different, not
    // empty, and may be without a row. A column that no row has is left out.
    void add(std::string_view name, std::span<const std::uint32_t> ids, std::span<const std::string_view> texts);

    std::size_t rawBytes() const; // so far, before compression
    std::string finish();

private:
    std::string &stream() { return m_streams.emplace_back(); }
    void appendTimes(const SegmentTimes &times);

    const SegmentLayout *m_layout = nullptr;
    std::string m_columns; // codes and names
    std::size_t m_columnCount = 0;
    std::vector<std::string> m_streams;
};

}
