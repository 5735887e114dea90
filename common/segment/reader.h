#pragma once

#include "common/result.h"
#include "common/segment/ids.h"
#include "common/segment/layout.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// A column's texts, one after the other, each once.
struct SegmentTexts {
    std::string bytes;
    std::vector<std::uint32_t> ends; // of each text in `bytes`

    std::uint32_t size() const { return std::uint32_t(ends.size()); }
    std::string_view operator[](std::size_t index) const // of id index + 1
    {
        const std::size_t begin = index == 0 ? 0 : ends[index - 1];
        return std::string_view(bytes).substr(begin, ends[index] - begin);
    }
};

struct SegmentColumn {
    SegmentIds ids;
    SegmentTexts texts;

    std::string_view textAt(std::uint32_t row) const // empty: the row has none
    {
        const std::uint32_t id = ids.at(row);
        return id == 0 ? std::string_view() : texts[id - 1];
    }
};

// Reads the bytes of a segment, of which nothing is believed: damaged or made up ones are an Error,
// Failed. Each call decodes what it gives, and nothing else. The bytes have to stay where they are. For
// one thread at a time.
class SegmentReader {
public:
    static Result<SegmentReader> open(std::string_view body);

    std::uint32_t rows() const { return m_rows; }
    std::uint32_t users() const { return m_users; }
    std::uint32_t userRows() const { return m_userRows; }
    std::uint32_t humanRows() const { return m_humanRows; }
    const std::vector<std::string> &columns() const { return m_columns; } // that any row has, by name

    std::size_t rawBytes() const { return m_rawBytes; } // of all streams, decompressed
    std::size_t rawBytes(std::string_view column) const; // of that column's; 0: no row has it
    std::size_t ownBytes() const { return m_together ? m_together->size() : 0; } // what open() decompressed

    Result<SegmentLayout> layout() const;
    // `layout`: this segment's, here and below.
    Result<SegmentTimes> times(const SegmentLayout &layout) const;
    Result<std::vector<std::uint32_t>> counts() const; // empty: every row is one event
    Result<SegmentColumn> column(const SegmentLayout &layout, std::string_view name) const;

private:
    struct Stream {
        std::size_t rawBytes = 0;
        std::size_t storedBytes = 0;
        std::string_view stored;
        std::uint32_t checksum = 0;
        bool isRaw = false; // and has been checked
    };
    bool readHeader(std::string_view body);
    Result<std::string_view> raw(std::size_t stream, std::string &buffer) const;

    std::uint32_t m_rows = 0, m_users = 0, m_userRows = 0, m_humanRows = 0;
    std::size_t m_rawBytes = 0;
    std::vector<std::string> m_columns;
    std::vector<Stream> m_streams;
    std::shared_ptr<const std::string> m_together; // what the streams point at, if they are one
};

}
