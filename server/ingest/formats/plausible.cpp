// Plausible's events API (https://plausible.io/docs/events-api): an event for each of the domains,
// none for the calls that only measure engagement.
#include "server/ingest/formats/format.h"
#include "server/ingest/formats/jsonvalues.h"
#include "server/ingest/formats/pageurl.h"

#include "common/event/rules.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

constexpr qsizetype maxDomains = 100; // a page that counts for its own site and some roll-ups needs few

// Old trackers write one letter, new ones the word.
Found either(const dom::object &object, std::string_view word, std::string_view letter)
{
    const auto value = object.at_key(word);
    return value.error() == simdjson::SUCCESS ? value : object.at_key(letter);
}

// "h": 1, true; not 0, false, null.
bool isOn(Found value)
{
    dom::element element;
    if (value.get(element) != simdjson::SUCCESS)
        return false;
    double number = 0;
    bool flag = false;
    return (element.get_bool().get(flag) == simdjson::SUCCESS && flag)
        || (element.get_double().get(number) == simdjson::SUCCESS && number != 0);
}

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' '))
        text.remove_prefix(1);
    while (text.ends_with(' '))
        text.remove_suffix(1);
    return text;
}

struct Call {
    std::string_view name;
    std::string_view domains;
    std::string_view url;
};

Result<Call> requiredOf(const dom::object &object)
{
    Call call;
    QStringList missing;
    const auto take = [&](std::string_view &text, const char *field) -> Result<void> {
        const Found value = either(object, field, {field, 1});
        if (dom::element element; value.get(element) == simdjson::SUCCESS && !element.is_null()) {
            if (!element.is_string())
                return invalid(u"%1: expected a string"_s.arg(QLatin1StringView(field)));
            if (auto checked = checkTexts(field, element, true); !checked)
                return checked;
        }
        text = textOf(value);
        if (text.empty())
            missing += QString::fromLatin1(field);
        return {};
    };
    const auto taken = take(call.name, "name").and_then([&] { return take(call.domains, "domain"); }).and_then([&] {
        return take(call.url, "url");
    });
    if (!taken)
        return tl::unexpected(taken.error());
    if (!missing.isEmpty())
        return invalid(u"Missing required fields: "_s + missing.join(u", "_s));
    return call;
}

// Props are an object, or (in old trackers) the text of one, which `parser` then holds.
void setProps(DraftProps &draft, const dom::object &object, dom::parser &parser)
{
    draft.leavesOutOthers = true;
    for (const std::string_view name : {"props", "p", "meta", "m"}) {
        dom::element value;
        if (object.at_key(name).get(value) != simdjson::SUCCESS || value.is_null())
            continue;
        draft.json = value;
        const std::string_view text = textOf(value);
        if (dom::element inner; !text.empty() && parser.parse(text.data(), text.size()).get(inner) == simdjson::SUCCESS)
            draft.json = inner;
        return;
    }
}

Result<void> read(const Request &request, const Receipt &, const DraftSink &sink)
{
    dom::parser parser;
    const auto object = parseObject(parser, request.bodyView());
    if (!object)
        return tl::unexpected(object.error());
    const auto call = requiredOf(*object);
    if (!call)
        return tl::unexpected(call.error());
    const auto url = PageUrl::parse(call->url);
    if (!url)
        return invalid(u"url: not a URL"_s);
    if (call->name == "engagement")
        return {};
    if (std::count(call->domains.begin(), call->domains.end(), ',') >= maxDomains)
        return invalid(u"domain: at most %1 domains"_s.arg(maxDomains));

    std::string hashPath;
    dom::parser propsParser;
    EventDraft draft;
    draft.siteId.name = "domain";
    draft.eventType.name = "name";
    draft.path.name = draft.query.name = "url";
    draft.eventType.set(call->name == "pageview" ? std::string_view(pageView) : call->name);
    draft.path.set(url->path);
    if (isOn(either(*object, "hashMode", "h")) && !url->fragment.empty()) {
        hashPath.append(url->path).append(1, '#').append(url->fragment);
        draft.path.set(hashPath);
    }
    draft.query.set(url->query);
    draft.referrer.set(either(*object, "referrer", "r"));
    setProps(draft.props, *object, propsParser);
    for (std::string_view rest = call->domains; !rest.empty();) {
        const std::string_view domain = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(domain.size() + 1, rest.size()));
        draft.siteId.set(trimmed(domain));
        if (!sink(draft))
            return {};
    }
    return {};
}

}

std::vector<Format> plausibleFormats()
{
    const auto accepted = [](const Request &, const Intake &) { return Answer {202, "ok", "text/plain"}; };
    return {{.path = "/api/event", .read = read, .accepted = accepted, .isBrowsers = isAnybodys}};
}

}
