#include "server/ingest/formats/jsonevents.h"
#include "server/ingest/formats/translation.h"

#include "common/event/rules.h"

#include <QStringList>
#include <QUrl>

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

namespace dom = simdjson::dom;

// Old trackers write one letter, new ones the word.
Found either(const dom::object &object, std::string_view word, std::string_view letter)
{
    const auto value = object.at_key(word);
    return value.error() == simdjson::SUCCESS ? value : object.at_key(letter);
}

// Props are an object, or (in old trackers) the text of one.
void copyProps(JsonEvents &events, const dom::object &object)
{
    for (const std::string_view name : {"props", "p", "meta", "m"}) {
        dom::element value;
        if (object.at_key(name).get(value) != simdjson::SUCCESS || value.is_null())
            continue;
        dom::parser parser;
        dom::element inner;
        if (value.is_string() && parser.parse(textOf(value)).get(inner) == simdjson::SUCCESS)
            return events.flat("props", inner);
        return events.flat("props", value);
    }
}

}

Result<Translation> fromPlausible(std::string_view json)
{
    dom::parser parser;
    const auto parsed = parseObject(parser, json);
    if (!parsed)
        return tl::unexpected(parsed.error());
    const dom::object &object = *parsed;
    std::array<std::string_view, 3> required;
    QStringList missing;
    for (std::size_t i = 0; i < required.size(); ++i) {
        const char *const field = std::array {"name", "domain", "url"}[i];
        dom::element value;
        if (either(object, field, {field, 1}).get(value) == simdjson::SUCCESS && !value.is_null()) {
            if (value.get_string().get(required[i]) != simdjson::SUCCESS)
                return invalid(u"%1: expected a string"_s.arg(QLatin1StringView(field)));
            if (const auto checked = checkTexts(field, value, true); !checked)
                return tl::unexpected(checked.error());
        }
        if (required[i].empty())
            missing += QString::fromLatin1(field);
    }
    if (!missing.isEmpty())
        return invalid(u"Missing required fields: "_s + missing.join(u", "_s));
    const auto &[name, domains, address] = required;
    const QUrl url(QString::fromUtf8(address.data(), qsizetype(address.size())));
    if (!url.isValid())
        return invalid(u"url: not a URL"_s);

    std::string path = url.path(QUrl::FullyEncoded).toStdString();
    if (path.empty())
        path += '/'; // GCC 12 warns of an assignment (its bug 105329)
    if (either(object, "hashMode", "h").error() == simdjson::SUCCESS && url.hasFragment())
        path += '#' + url.fragment(QUrl::FullyEncoded).toStdString();
    JsonEvents events;
    for (std::string_view rest = name == "engagement" ? std::string_view() : domains; !rest.empty();) {
        std::string_view domain = rest.substr(0, rest.find(','));
        rest.remove_prefix(std::min(domain.size() + 1, rest.size()));
        while (domain.starts_with(' '))
            domain.remove_prefix(1);
        while (domain.ends_with(' '))
            domain.remove_suffix(1);
        events.begin();
        events.text("site_id", domain);
        events.text("event_type", name == "pageview" ? "page_view" : name);
        events.text("path", path);
        events.text("query", url.query(QUrl::FullyEncoded).toStdString());
        events.copy("referrer", either(object, "referrer", "r"));
        copyProps(events, object);
    }
    return Translation {events.finish(), {{"site_id", "domain"}, {"event_type", "name"}, {"path", "url"}, {"query", "url"}}};
}

}
