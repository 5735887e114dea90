#pragma once

#include "common/segment/reader.h"
#include "common/segment/textnumbers.h"
#include "server/stats/query/cached.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace footfall::server {

// Numbers for the texts that a site's segments have of one dimension, so that a value is the same number
// in all of them. Texts are copied, and stay until all of this goes. For any threads.
class SiteTexts : public Cached {
public:
    SiteTexts();

    // Different for each SiteTexts that there ever was in this process: whose numbers some are.
    std::uint64_t serial() const { return m_serial; }

    // By id of a segment's column: the number of its text, 0 for id 0.
    std::vector<std::uint32_t> numbersOf(const SegmentTexts &texts);
    std::vector<std::uint32_t> numbersOf(std::span<const std::string_view> texts); // that of texts[i] at i + 1
    std::uint32_t numberOf(std::string_view text);

    // Number 1's first; as of now. The texts live as long as this.
    std::vector<std::string_view> all() const;

    std::size_t bytes() const override { return m_bytes; }

private:
    void keepThose(std::size_t known);

    const std::uint64_t m_serial;
    mutable std::mutex m_mutex;
    TextNumbers m_numbers;
    std::vector<std::unique_ptr<char[]>> m_chunks; // the texts, one after the other
    char *m_next = nullptr; // in the last chunk
    std::size_t m_left = 0;
    std::atomic<std::size_t> m_bytes = 0;
};

}
