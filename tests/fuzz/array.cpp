// POST /events with a JSON array: all of it is read, or none.
#include "tests/fuzz/acceptedevents.h"
#include "tests/fuzz/promise.h"
#include "tests/support/eventlist.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace footfall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static EventReader reader;
    const std::string_view json(reinterpret_cast<const char *>(data), size);
    const auto batch = EventList::ofArray(reader, json, someReceipt);
    if (!batch) {
        promise(!batch.error().message.isEmpty(), "an error says what to mend");
        return 0;
    }
    checkAccepted(batch->accepted);
    const auto total = qsizetype(batch->accepted.size() + batch->rejected.size());
    qsizetype last = -1;
    for (const auto &[index, error] : batch->rejected) {
        promise(index > last && index < total, "rejected indexes ascend, and are of this array");
        promise(!error.message.isEmpty(), "a rejected index says what to mend");
        last = index;
    }
    const auto sent = QJsonDocument::fromJson(QByteArray::fromRawData(json.data(), qsizetype(size)));
    promise(!sent.isArray() || sent.array().size() == total, "each item is accepted or rejected");
    return 0;
}
