// The pipe: any message is refused, or says the same when it is sent on.
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"
#include "worker/batch/batch.h"

using namespace footfall;
using namespace footfall::worker;

namespace {

void checkFrame(const ServerMessage &message)
{
    static CanonicalReader reader;
    Batch batch;
    batch.add(message, 0, reader);
    const Batch::Frame &frame = batch.frames().front();
    promise(frame.events == batch.events().size(), "a frame has the events that it says");
    if (frame.undecodable.empty())
        promise(frame.events == message.events, "a frame that was read has as many events as its header says");
    else
        promise(frame.events == 0 && frame.body == message.body, "a frame that cannot be read is kept whole");
    std::vector<Event> events;
    for (const PackedEvent event : batch.events())
        events.push_back(event.unpacked());
    checkCountable(events);
}

void checkServerMessage(const ServerMessage &message)
{
    const bool isFrame = message.type == ServerMessage::Type::Frame;
    const std::string sent = isFrame ? frameHeader(message.id, message.events) + std::string(message.body)
                                     : encodeLow(message.id.producer, message.id.sequence, message.rejected);
    const auto again = decodeServerMessage(sent);
    promise(again && again->type == message.type && again->id == message.id && again->events == message.events
            && again->body == message.body,
        "a server's message comes back");
    if (isFrame)
        checkFrame(message);
}

void checkWorkerMessage(const WorkerMessage &message)
{
    const std::string sent = encode(message);
    const auto again = decodeWorkerMessage(sent);
    promise(again && encode(*again) == sent && again->worker == message.worker
            && again->frames.size() == message.frames.size(),
        "a worker's message comes back");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view message(reinterpret_cast<const char *>(data), size);
    const auto fromServer = decodeServerMessage(message);
    if (fromServer)
        checkServerMessage(*fromServer);
    else
        promise(!fromServer.error().message.isEmpty(), "a refused message has a reason");
    const auto fromWorker = decodeWorkerMessage(message);
    if (fromWorker)
        checkWorkerMessage(*fromWorker);
    else
        promise(!fromWorker.error().message.isEmpty(), "a refused message has a reason");
    return 0;
}
