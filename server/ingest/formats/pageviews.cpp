// Views of pages, as the page-view system among the references takes them.
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/jsonvalues.h"

#include "common/event/rules.h"
#include "common/page.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

// None of its keys twice, and no text that hides what it is. `what`: as of checkTexts().
Result<dom::object> parseChecked(std::string_view what, dom::parser &parser, std::string_view json)
{
    return parseObject(parser, json).and_then([&](dom::object object) -> Result<dom::object> {
        if (auto checked = checkTexts(what, parser.doc.root(), json.find("\\u") != json.npos); !checked)
            return tl::unexpected(checked.error());
        return object;
    });
}

// The site of the query, if there is one. Judged here too, since a body may be without views.
Result<std::optional<std::string>> siteOf(const Request &request)
{
    auto site = request.text("site_id");
    if (site && *site && ((*site)->empty() || (*site)->size() > maxSiteBytes))
        return invalid(u"site_id: 1 to %1 bytes"_s.arg(maxSiteBytes));
    return site;
}

// A view of `page`; `site` is the query's, if there is one. Both live as long as the draft.
EventDraft draftOf(std::string_view page, const std::optional<std::string> &site)
{
    const Page named = Page::of(page, site);
    EventDraft draft;
    draft.siteId.name = site ? "site_id" : "page";
    draft.path.name = "page";
    draft.siteId.set(named.site);
    draft.eventType.set(std::string_view(pageView));
    draft.path.set(named.path);
    return draft;
}

// {"page","timestamp"}
Result<void> readOne(const Request &request, const Receipt &, const DraftSink &sink)
{
    const auto site = siteOf(request);
    if (!site)
        return tl::unexpected(site.error());
    dom::parser parser;
    const auto object = parseChecked({}, parser, request.bodyView());
    if (!object)
        return tl::unexpected(object.error());
    QStringList missing;
    for (const char *field : {"page", "timestamp"}) {
        if (dom::element value; object->at_key(field).get(value) != simdjson::SUCCESS || value.is_null())
            missing += QString::fromLatin1(field);
    }
    if (!missing.isEmpty())
        return invalid(u"Missing required fields: "_s + missing.join(u", "_s));
    const std::string_view page = textOf(object->at_key("page"));
    if (page.empty())
        return invalid(u"page: expected a string that is not empty"_s);
    EventDraft draft = draftOf(page, *site);
    draft.timestamp.set(object->at_key("timestamp"));
    sink(draft);
    return {};
}

// {page: {timestamp: count}}
Result<void> readMany(const Request &request, const Receipt &, const DraftSink &sink)
{
    const auto site = siteOf(request);
    if (!site)
        return tl::unexpected(site.error());
    dom::parser parser;
    const auto pages = parseChecked("page", parser, request.bodyView()); // which are keys
    if (!pages)
        return tl::unexpected(pages.error());
    for (const auto [page, value] : *pages) {
        dom::object counts;
        if (page.empty())
            return invalid(u"page: expected a string that is not empty"_s);
        if (value.get_object().get(counts) != simdjson::SUCCESS)
            return invalid(u"page: expected {timestamp: count} for each page"_s);
        EventDraft draft = draftOf(page, *site);
        for (const auto [time, count] : counts) {
            draft.timestamp.set(time);
            draft.count = {"count"};
            draft.count.set(count);
            draft.count.isWrong = draft.count.isWrong || count.is_null();
            if (!sink(draft))
                return {};
        }
    }
    return {};
}

}

std::vector<Format> pageViewFormats()
{
    const auto accepted = [](const Request &, const Intake &) { return Answer::json("{\"status\":\"accepted\"}"); };
    Format one {.path = "/page-views/single", .read = readOne, .accepted = accepted};
    Format many {.path = "/page-views/multi", .read = readMany, .accepted = accepted};
    many.maxBody = 8 << 20;
    return {one, many};
}

}
