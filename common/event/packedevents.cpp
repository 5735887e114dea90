#include "common/event/packedevents.h"

#include <algorithm>
#include <new>
#include <utility>

namespace footfall {

namespace {

constexpr std::size_t blockBytes = 1 << 20;

}

Event PackedEvent::unpacked() const
{
    Event event;
    event.timestamp = timestamp();
    event.receivedAt = receivedAt();
    event.count = count();
    for (std::size_t i = 0; i < std::size(eventDimensions); ++i)
        event.*eventDimensions[i].member = dimension(i);
    event.siteId = site();
    event.userId = user();
    event.eventId = eventId();
    event.props = props();
    event.importId = importId();
    return event;
}

void PackedEvents::add(const Event &event)
{
    std::array<std::string_view, PackedEvent::TextCount> texts;
    for (std::size_t i = 0; i < std::size(eventDimensions); ++i)
        texts[i] = event.*eventDimensions[i].member;
    texts[PackedEvent::Site] = event.siteId;
    texts[PackedEvent::User] = event.userId;
    texts[PackedEvent::EventId] = event.eventId;
    texts[PackedEvent::Props] = event.props;
    texts[PackedEvent::ImportId] = event.importId;

    PackedEvent::Head head {event.timestamp, event.receivedAt, event.count, {}};
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < texts.size(); ++i)
        head.ends[i] = end += std::uint32_t(texts[i].size());
    char *const place = room(sizeof head + end);
    const auto *stored = new (place) PackedEvent::Head(head);
    char *out = place + sizeof head;
    for (const std::string_view text : texts)
        out = std::copy(text.begin(), text.end(), out);
    m_events.push_back(PackedEvent(stored));
}

void PackedEvents::removeFrom(std::size_t count)
{
    m_events.erase(m_events.begin() + std::ptrdiff_t(count), m_events.end());
}

void PackedEvents::clear()
{
    m_events.clear();
    m_blocks.clear();
    m_free = nullptr;
    m_freeBytes = 0;
}

// For a head, so aligned as one.
char *PackedEvents::room(std::size_t bytes)
{
    constexpr std::size_t alignment = alignof(PackedEvent::Head);
    bytes = (bytes + alignment - 1) / alignment * alignment;
    if (m_blocks.empty() || bytes > m_freeBytes) { // without blocks it may have been moved from
        m_freeBytes = std::max(bytes, blockBytes);
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(m_freeBytes));
        m_free = m_blocks.back().get();
    }
    m_freeBytes -= bytes;
    return std::exchange(m_free, m_free + bytes);
}

}
