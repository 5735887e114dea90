#include "server/ingest/formats/jsonevents.h"
#include "server/ingest/formats/translation.h"

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

void beginView(JsonEvents &events, std::string_view page, const std::optional<std::string> &site)
{
    const Page named = Page::of(page, site);
    events.begin();
    events.text("site_id", named.site);
    events.text("event_type", "page_view");
    events.text("path", named.path);
}

Translation finish(const JsonEvents &events, const std::optional<std::string> &site)
{
    return {events.finish(), {{"path", "page"}, {"site_id", site ? "site_id" : "page"}}};
}

}

Result<Translation> fromPageView(std::string_view json, const std::optional<std::string> &site)
{
    dom::parser parser;
    const auto object = parseChecked({}, parser, json);
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
    JsonEvents events;
    beginView(events, page, site);
    events.copy("timestamp", object->at_key("timestamp"));
    return finish(events, site);
}

Result<Translation> fromPageViews(std::string_view json, const std::optional<std::string> &site)
{
    dom::parser parser;
    const auto pages = parseChecked("page", parser, json); // which are keys
    if (!pages)
        return tl::unexpected(pages.error());
    JsonEvents events;
    for (const auto [page, value] : *pages) {
        dom::object counts;
        if (page.empty())
            return invalid(u"page: expected a string that is not empty"_s);
        if (value.get_object().get(counts) != simdjson::SUCCESS)
            return invalid(u"page: expected {timestamp: count} for each page"_s);
        for (const auto [time, count] : counts) {
            if (count.is_null())
                return invalid(u"count: a whole number from 1 to 1,000,000"_s);
            beginView(events, page, site);
            events.text("timestamp", time);
            events.copy("count", count);
        }
    }
    return finish(events, site);
}

}
