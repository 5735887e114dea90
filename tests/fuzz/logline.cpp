// `footfall import`: a line of a log becomes an event that the server takes, or a reason.
#include "cli/import/importevents.h"
#include "cli/import/importids.h"
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"

using namespace footfall;
using namespace footfall::cli;

namespace {

const std::string site = "example.com";

// What the server may refuse about a line that the importer has read: it says so, with the rule.
bool isOverALimit(const QString &message)
{
    return message == u"path: at most 2048 bytes" || message == u"user_id: at most 256 bytes"
        || message == u"timestamp: from 1990 to 24 hours ahead";
}

void checkVisit(EventReader &reader, std::string_view sent, std::string_view id)
{
    const auto event = reader.readOne(sent, someReceipt);
    if (!event)
        return promise(isOverALimit(event.error().message), "the server reads what the importer sends");
    checkAccepted({&*event, 1});
    promise(event->siteId == site && event->eventId == id, "a line has the site and id that it was given");
}

// A line that is an event already stays that event.
void checkObject(EventReader &reader, std::string_view line, std::string_view sent, std::string_view id)
{
    auto direct = reader.readOne(line, someReceipt);
    if (!direct)
        return;
    if (direct->eventId.empty())
        direct->eventId = id;
    const auto event = reader.readOne(sent, someReceipt);
    promise(event && canonical(*event) == canonical(*direct), "an event is sent as it was written");
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static EventReader reader;
    static struct {
        ImportFormat format;
        ImportEvents events;
    } importers[] = {
        {ImportFormat::Combined, {ImportFormat::Combined, site, false}},
        {ImportFormat::Common, {ImportFormat::Common, site, true}},
        {ImportFormat::Ndjson, {ImportFormat::Ndjson, site, false}},
    };
    const std::string_view input(reinterpret_cast<const char *>(data), size);
    const std::string_view line = input.substr(0, input.find('\n'));
    const std::string id = ImportIds().next(line);
    promise(id == ImportIds().next(line), "a line has the same id in every run");
    for (auto &[format, events] : importers) {
        std::string sent;
        if (const auto appended = events.append(sent, line, id); !appended) {
            promise(sent.empty() && !appended.error().message.isEmpty(), "a skipped line has a reason");
            continue;
        }
        promise(sent.find('\n') == sent.size() - 1, "an event is sent as one line");
        if (format == ImportFormat::Ndjson)
            checkObject(reader, line, sent, id);
        else
            checkVisit(reader, sent, id);
    }
    return 0;
}
