#include "worker/rowestimate.h"

#include <functional>

namespace footfall::worker {

namespace {

constexpr std::size_t bits = 1 << 20; // 128 KiB

// A row's value goes to PostgreSQL from a copy, and is in one more while that is sent.
constexpr std::size_t copies = 2;
constexpr std::size_t userBytes = 2 * (sizeof(Rollups::Visitor) + sizeof(Rollups::RecentUser));

std::size_t mixed(std::size_t left, std::size_t right)
{
    return (left ^ right) * 0x9E3779B97F4A7C15u;
}

std::size_t hashOf(std::string_view text)
{
    return std::hash<std::string_view>()(text);
}

}

RowEstimate::RowEstimate(std::size_t props)
    : m_propBytes(props * breakdownBytes)
    , m_isSeen(bits)
{
}

void RowEstimate::add(const Event &event)
{
    const std::size_t slot = mixed(hashOf(event.siteId), std::size_t(event.timestamp / microsPerSlot));
    std::size_t dimension = 0;
    const auto addValue = [&](std::string_view value, std::size_t bytes) {
        ++dimension;
        if (!value.empty() && bytes > 0)
            addKey(mixed(mixed(slot, dimension), hashOf(value)), bytes + copies * value.size());
    };
    addValue(event.eventType, breakdownBytes);
    addValue(event.userId, userBytes);
    addValue(event.path, breakdownBytes);
    addValue(event.referrer, breakdownBytes);
    addValue(event.props, m_propBytes);
    for (const EventAttribute &attribute : eventAttributes)
        addValue(event.*attribute.member, breakdownBytes);
}

void RowEstimate::addKey(std::size_t key, std::size_t bytes)
{
    const std::size_t bit = key >> (8 * sizeof key - 20); // the best mixed ones
    if (m_isSeen[bit])
        return;
    m_isSeen[bit] = true;
    m_bytes += bytes;
}

}
