#pragma once

#include "common/event/event.h"

#include <memory>
#include <span>
#include <vector>

namespace footfall {

// An event within PackedEvents, by value as large as a pointer. Texts are views into these.
class PackedEvent {
public:
    Timestamp timestamp() const { return m_head->timestamp; }
    Timestamp receivedAt() const { return m_head->receivedAt; }
    std::int32_t count() const { return m_head->count; }

    std::string_view dimension(std::size_t index) const { return text(index); } // of eventDimensions
    std::string_view eventType() const { return text(0); }
    std::string_view path() const { return text(1); }
    std::string_view referrer() const { return text(2); }
    std::string_view attribute(std::size_t index) const { return text(3 + index); } // of eventAttributes
    std::string_view bot() const { return text(std::size(eventDimensions) - 1); }
    std::string_view site() const { return text(Site); }
    std::string_view user() const { return text(User); }
    std::string_view eventId() const { return text(EventId); }
    std::string_view props() const { return text(Props); }
    std::string_view importId() const { return text(ImportId); }

    Event unpacked() const; // without what is not kept of one

private:
    friend class PackedEvents;

    enum Text : std::size_t { Site = std::size(eventDimensions), User, EventId, Props, ImportId, TextCount };
    static_assert(eventDimensions[Site - 1].name == "bot");

    struct Head { // the texts follow it
        Timestamp timestamp, receivedAt;
        std::int32_t count;
        std::array<std::uint32_t, TextCount> ends; // of each text, from the first one's beginning
    };
    explicit PackedEvent(const Head *head)
        : m_head(head)
    {
    }
    std::string_view text(std::size_t index) const
    {
        const std::uint32_t begin = index == 0 ? 0 : m_head->ends[index - 1];
        return {reinterpret_cast<const char *>(m_head + 1) + begin, m_head->ends[index] - begin};
    }

    const Head *m_head;
};

// Many events, each as one run of bytes: 110 and its texts, where an Event has 750 and those texts that are
// longer than 15. They stay where they are until clear().
class PackedEvents {
public:
    void add(const Event &event);
    void removeFrom(std::size_t count); // keeps the first `count`; their memory stays
    void clear();

    std::size_t size() const { return m_events.size(); }
    std::span<const PackedEvent> all() const { return m_events; }

private:
    char *room(std::size_t bytes);

    std::vector<std::unique_ptr<char[]>> m_blocks;
    char *m_free = nullptr; // in the last block
    std::size_t m_freeBytes = 0;
    std::vector<PackedEvent> m_events;
};

}
