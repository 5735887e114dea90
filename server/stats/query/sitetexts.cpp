#include "server/stats/query/sitetexts.h"

#include <algorithm>
#include <cstring>

namespace footfall::server {

namespace {

constexpr std::size_t chunkBytes = 64 << 10;
constexpr std::size_t bytesOfNumber = 16 + 8 + 4 * 4; // TextNumbers': the view, its hash, its places

}

SiteTexts::SiteTexts()
    : m_serial(nextSerial())
{
}

// Copies those behind the `known` first, which are still where whoever has asked keeps them.
void SiteTexts::keepThose(std::size_t known)
{
    for (std::size_t i = known; i < m_numbers.texts().size(); ++i) {
        const std::string_view text = m_numbers.texts()[i];
        if (m_left < text.size()) {
            m_left = std::max(chunkBytes, text.size());
            m_next = m_chunks.emplace_back(std::make_unique_for_overwrite<char[]>(m_left)).get();
            m_bytes += m_left;
        }
        std::memcpy(m_next, text.data(), text.size());
        m_numbers.move(std::uint32_t(i + 1), {m_next, text.size()});
        m_next += text.size();
        m_left -= text.size();
        m_bytes += bytesOfNumber;
    }
}

std::vector<std::uint32_t> SiteTexts::numbersOf(const SegmentTexts &texts)
{
    std::vector<std::string_view> views(texts.size());
    for (std::uint32_t i = 0; i < texts.size(); ++i)
        views[i] = texts[i];
    return numbersOf(views);
}

std::vector<std::uint32_t> SiteTexts::numbersOf(std::span<const std::string_view> texts)
{
    std::vector<std::uint32_t> numbers(texts.size() + std::size_t(1));
    const std::lock_guard lock(m_mutex);
    const std::size_t known = m_numbers.texts().size();
    m_numbers.add(texts, std::span(numbers).subspan(1));
    keepThose(known);
    return numbers;
}

std::uint32_t SiteTexts::numberOf(std::string_view text)
{
    const std::lock_guard lock(m_mutex);
    const std::size_t known = m_numbers.texts().size();
    const std::uint32_t number = m_numbers.add(text);
    keepThose(known);
    return number;
}

std::vector<std::string_view> SiteTexts::all() const
{
    const std::lock_guard lock(m_mutex);
    return {m_numbers.texts().begin(), m_numbers.texts().end()};
}

}
