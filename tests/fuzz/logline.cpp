// `footfall import`: a line of a log, in any format, becomes an event that the server takes, or a reason.
#include "cli/import/importevents.h"
#include "cli/import/importids.h"
#include "cli/import/importlines.h"
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"

#include <algorithm>

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

ImportOptions optionsFor(const QString &format)
{
    ImportOptions options;
    options.format = format;
    options.site = site;
    options.keepAddresses = format == u"common";
    return options;
}

}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static EventReader reader;
    const std::string_view log(reinterpret_cast<const char *>(data), size);
    static const QStringList formats = logFormatNames();
    for (const QString &format : formats) {
        ImportEvents events(optionsFor(format));
        ImportIds ids, again;
        events.begin(log);
        std::string_view rest = log;
        for (int lines = 0; lines < 50 && !rest.empty(); ++lines) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = withoutLineEnd(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            const std::string id = ids.next(line);
            promise(id == again.next(line), "a line has the same id in every run");
            std::string sent;
            const auto appended = events.append(sent, line, id);
            if (!appended || !*appended) {
                promise(sent.empty(), "a skipped line leaves nothing behind");
                promise(appended || !appended.error().message.isEmpty(), "a skipped line has a reason");
                continue;
            }
            promise(sent.find('\n') == sent.size() - 1, "an event is sent as one line");
            if (format == u"ndjson")
                checkObject(reader, line, sent, id);
            else if (format != u"auto" || line.find('{') == line.npos) // else it may be an event already
                checkVisit(reader, sent, id);
        }
    }
    return 0;
}
