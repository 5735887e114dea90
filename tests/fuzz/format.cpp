// The endpoints of one other system (FORMATS): any request is read into drafts that the rules judge,
// or is refused with words. The first line of the input is the number of endpoint and content type,
// and the query; the rest is the body.
#include "common/event/rules.h"
#include "server/ingest/formats/format.h"
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"

using namespace footfall;
using namespace footfall::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<Format> formats = FORMATS();
    const QByteArray input(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype end = input.indexOf('\n');
    if (end < 1)
        return 0;
    const std::size_t number = std::size_t(uchar(input[0] - '0'));
    const Format &format = formats[number % formats.size()];
    Request request;
    request.method = format.method;
    request.path = format.path;
    request.query = input.sliced(1, end - 1);
    request.body = input.sliced(end + 1);
    request.contentType = format.contentTypes[qsizetype(number / formats.size()) % format.contentTypes.size()];
    request.origin = "https://shop.example";

    std::vector<Event> accepted;
    const auto read = format.read(request, someReceipt, [&](const EventDraft &draft) {
        auto event = judge(draft, someReceipt);
        promise(event || !event.error().message.isEmpty(), "an error says what to mend");
        if (event)
            accepted.push_back(std::move(*event));
        return accepted.size() < 100;
    });
    promise(read || !read.error().message.isEmpty(), "a refusal says what to mend");
    checkAccepted(accepted);
    return 0;
}
