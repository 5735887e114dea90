#pragma once

#include "worker/batch/batch.h"

#include <QUuid>

namespace footfall::worker {

// What a worker makes of frames, for tests that write to PostgreSQL as it does.

inline Event viewOf(std::string site, std::string user, Timestamp time)
{
    Event event;
    event.siteId = std::move(site);
    event.eventType = pageView;
    event.userId = std::move(user);
    event.timestamp = event.receivedAt = time;
    return event;
}

inline std::string newProducer()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

inline void addFrame(Batch &batch, const FrameId &id, const std::vector<Event> &events)
{
    std::string body;
    for (const Event &event : events)
        appendCanonical(body, event);
    CanonicalReader reader;
    batch.add({ServerMessage::Type::Frame, id, std::uint32_t(events.size()), body}, 0, reader);
}

// Of one frame.
inline Batch batchOf(const FrameId &id, const std::vector<Event> &events)
{
    Batch batch;
    addFrame(batch, id, events);
    return batch;
}

}
