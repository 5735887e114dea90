#include "server/ingest/pixel.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

struct Parameter {
    const char *name; // the field's, too
    const char *alias;
    DraftText EventDraft::*field;
};
constexpr Parameter parameters[] = {{"site_id", "s", &EventDraft::siteId}, {"path", "p", &EventDraft::path},
    {"referrer", "r", &EventDraft::referrer}, {"query", "q", &EventDraft::query}, {"event_id", "i", &EventDraft::eventId}};

// One transparent dot, as small as the format (GIF89a) has it: 43 bytes.
const QByteArray dot = QByteArray::fromHex("47494638396101000100800000000000ffffff21f90401000000002c"
                                           "00000000010001000002014401003b"_ba);

}

Result<PixelView> PixelView::read(const Request &request)
{
    static_assert(std::size(parameters) == parameterCount);
    PixelView view;
    for (std::size_t i = 0; i < parameterCount; ++i) {
        const Parameter &parameter = parameters[i];
        auto value = request.text(request.parameter(parameter.name) ? parameter.name : parameter.alias);
        if (!value)
            return tl::unexpected(value.error());
        view.m_texts[i] = std::move(*value).value_or(std::string());
    }
    if (view.m_texts[0].empty())
        return invalid(u"Missing required parameter: site_id"_s);
    return view;
}

EventDraft PixelView::draft() const
{
    EventDraft draft;
    draft.eventType.set(std::string_view(pageView));
    for (std::size_t i = 0; i < parameterCount; ++i)
        (draft.*parameters[i].field).setUnlessEmpty(m_texts[i]);
    return draft;
}

Answer pixelAnswer()
{
    return {200, dot, "image/gif", "Cache-Control: no-store\r\nCross-Origin-Resource-Policy: cross-origin\r\n"};
}

}
