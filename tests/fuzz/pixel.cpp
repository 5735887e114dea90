// The query of the pixel: a view by the rules, or an error.
#include "common/event/rules.h"
#include "server/ingest/pixel.h"
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"

using namespace footfall;
using namespace footfall::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Request request;
    request.query = QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto view = PixelView::read(request);
    if (!view) {
        promise(!view.error().message.isEmpty(), "an error says what to mend");
        return 0;
    }
    const auto event = judge(view->draft(), someReceipt);
    promise(event || !event.error().message.isEmpty(), "an error says what to mend");
    if (event)
        checkAccepted({&*event, 1});
    return 0;
}
