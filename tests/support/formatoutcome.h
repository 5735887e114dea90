#pragma once

#include "common/event/canonical.h"
#include "common/event/rules.h"
#include "server/ingest/formats/format.h"

#include <algorithm>

namespace footfall::server {

// A format's events as they would be spooled, one a line, without what is the same in all; or what
// the sender hears, behind the event's index.
inline QByteArray outcome(const QByteArray &path, const Request &request)
{
    const std::vector<Format> all = formats();
    const auto format = std::find_if(all.begin(), all.end(), [&](const Format &f) { return f.path == path && f.method == request.method; });
    if (format == all.end())
        return "no such format";
    const Receipt receipt {parseTimestamp("2025-11-15T10:00:00Z").value()};
    QByteArray lines;
    qint64 index = 0;
    const auto read = format->read(request, receipt, [&](const EventDraft &draft) {
        const auto event = judge(draft, receipt);
        const qint64 own = draft.index.value_or(index++);
        if (!event) {
            lines += QByteArray::number(own) + ": " + event.error().message.toUtf8() + '\n';
            return true;
        }
        std::string line;
        appendCanonical(line, *event);
        lines += QByteArray::fromStdString(line).replace(",\"received_at\":\"2025-11-15T10:00:00.000000Z\"", "")
                     .replace(",\"timestamp\":\"2025-11-15T10:00:00.000000Z\"", "");
        for (const auto &[name, text] : {std::pair("query ", &draft.query), {"agent ", &draft.userAgent}, {"address ", &draft.address}}) {
            if (!text->text.empty())
                lines += name + QByteArray(text->text.data(), qsizetype(text->text.size())) + '\n';
        }
        return true;
    });
    return read ? lines : "error: " + read.error().message.toUtf8();
}

}
