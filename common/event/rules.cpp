#include "common/event/rules.h"

#include "common/jsontext.h"

#include <simdjson.h>

#include <QStringList>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t maxCount = 1'000'000;
constexpr std::size_t maxProps = 30;
constexpr std::size_t maxPropKey = 64;
constexpr std::size_t maxPropValue = 1024;

struct TextField {
    std::string_view name;
    std::string Event::*member;
    std::size_t minBytes; // 0: "" is absent
    std::size_t maxBytes;
    bool required;
};

constexpr TextField textFields[] = {
    {"site_id", &Event::siteId, 1, 128, true},
    {"event_type", &Event::eventType, 1, 64, true},
    {"path", &Event::path, 0, 2048, false},
    {"user_id", &Event::userId, 0, 256, false},
    {"event_id", &Event::eventId, 1, 128, false},
    {"referrer", &Event::referrer, 0, 2048, false},
};

// Ingest reads them and a frame has what it made of them: they are not in one.
constexpr TextField sentFields[] = {
    {"query", &Event::query, 0, 2048, false},
    {"user_agent", &Event::userAgent, 0, 1024, false},
};

const TextField *find(std::span<const TextField> fields, std::string_view name)
{
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const TextField &f) { return f.name == name; });
    return it == fields.end() ? nullptr : &*it;
}

std::string Event::*attribute(std::string_view name)
{
    const auto it = std::find_if(std::begin(eventAttributes), std::end(eventAttributes),
        [&](const EventAttribute &attribute) { return attribute.name == name; });
    return it == std::end(eventAttributes) ? nullptr : it->member;
}

QString quoted(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

tl::unexpected<Error> broken(std::string_view field, const QString &rule)
{
    return invalid(quoted(field) + u": "_s + rule);
}

// U+0000 cannot be stored in PostgreSQL; a lone surrogate, which simdjson's decoder lets
// through as three bytes ED A0..BF xx, is not UTF-8.
bool isBadText(std::string_view text)
{
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\0')
            return true;
        if (text[i] == '\xED' && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0xA0)
            return true;
    }
    return false;
}

Result<void> takeText(const TextField &field, dom::element value, Event &event)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return broken(field.name, u"expected a string"_s);
    if (text.size() > field.maxBytes)
        return broken(field.name, u"at most %1 bytes"_s.arg(field.maxBytes));
    if (text.size() < field.minBytes)
        return broken(field.name, u"%1 to %2 bytes"_s.arg(field.minBytes).arg(field.maxBytes));
    (event.*field.member).assign(text);
    return {};
}

struct Period {
    Timestamp earliest;
    Timestamp latest;
    QString rule;
};

// Of a frame whatever was accepted is taken back, even if that server's clock stood in 1970; but
// not what would be outside of all that the rollups' arithmetic is made for.
Period frameTimes()
{
    return {0, latestTimestamp, u"from 1970 to 9999"_s};
}

Result<Timestamp> takeTimestamp(std::string_view field, dom::element value, const Period &period)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return broken(field, u"not an RFC 3339 time"_s);
    const auto time = parseTimestamp(text);
    if (!time)
        return broken(field, u"not an RFC 3339 time"_s);
    if (*time < period.earliest || *time > period.latest)
        return broken(field, period.rule);
    return *time;
}

void appendNumber(std::string &out, dom::element value)
{
    char buffer[32];
    const auto write = [&](auto number) { out.append(buffer, std::to_chars(buffer, std::end(buffer), number).ptr); };
    std::int64_t integer = 0;
    std::uint64_t natural = 0;
    double real = 0;
    if (value.get_int64().get(integer) == simdjson::SUCCESS)
        write(integer);
    else if (value.get_uint64().get(natural) == simdjson::SUCCESS)
        write(natural);
    else if (value.get_double().get(real) == simdjson::SUCCESS) {
        const std::size_t start = out.size();
        write(real);
        // Without a point it would be read back as an integer, which has 64 bits at most.
        if (out.find_first_of(".e", start) == std::string::npos)
            out += ".0";
    }
}

Result<void> takeProps(dom::element value, Event &event)
{
    dom::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return broken("props", u"expected a flat object"_s);
    if (object.size() > maxProps)
        return broken("props", u"at most %1 keys"_s.arg(maxProps));
    std::string json = "{";
    for (const auto [key, item] : object) {
        if (key.size() > maxPropKey)
            return broken("props", u"keys of at most %1 bytes"_s.arg(maxPropKey));
        if (json.size() > 1)
            json += ',';
        appendJsonString(json, key);
        json += ':';
        std::string_view text;
        bool flag = false;
        if (item.get_string().get(text) == simdjson::SUCCESS) {
            if (text.size() > maxPropValue)
                return broken("props", u"%1: at most %2 bytes"_s.arg(quoted(key), QString::number(maxPropValue)));
            appendJsonString(json, text);
        } else if (item.get_bool().get(flag) == simdjson::SUCCESS) {
            json += flag ? "true" : "false";
        } else if (item.is_number()) {
            appendNumber(json, item);
        } else {
            return broken("props", u"%1: expected a string, a finite number or a boolean"_s.arg(quoted(key)));
        }
    }
    if (json.size() > 1)
        event.props = json + '}';
    return {};
}

Result<void> takeCount(dom::element value, bool fromBrowser, Event &event)
{
    if (fromBrowser)
        return broken("count", u"not from a browser"_s);
    std::int64_t count = 0;
    if (value.get_int64().get(count) != simdjson::SUCCESS || count < 1 || count > maxCount)
        return broken("count", u"a whole number from 1 to 1,000,000"_s);
    event.count = std::int32_t(count);
    return {};
}

}

// Of fields that we ignore too. Depth is bounded by the parser (1,024).
Result<void> checkTexts(std::string_view what, dom::element value, bool mayHideBadText)
{
    std::string_view text;
    if (mayHideBadText && value.get_string().get(text) == simdjson::SUCCESS && isBadText(text))
        return broken(what, u"U+0000 and lone surrogates are not allowed"_s);
    if (dom::array items; value.get_array().get(items) == simdjson::SUCCESS) {
        for (const dom::element item : items) {
            if (auto checked = checkTexts(what, item, mayHideBadText); !checked)
                return checked;
        }
    }
    if (dom::object object; value.get_object().get(object) == simdjson::SUCCESS) {
        const std::string_view own = what.empty() ? "event" : what;
        std::vector<std::string_view> keys;
        for (const auto [key, item] : object) {
            if (mayHideBadText && isBadText(key))
                return broken(own, u"U+0000 and lone surrogates are not allowed in keys"_s);
            if (auto checked = checkTexts(what.empty() ? key : what, item, mayHideBadText); !checked)
                return checked;
            keys.push_back(key);
        }
        std::sort(keys.begin(), keys.end());
        if (const auto twice = std::adjacent_find(keys.begin(), keys.end()); twice != keys.end())
            return broken(own, u"duplicate key "_s + quoted(*twice));
    }
    return {};
}

Result<Event> EventRules::apply(dom::element json) const
{
    dom::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS)
        return invalid(u"Expected a JSON object"_s);
    if (auto checked = checkTexts({}, json, mayHideBadText); !checked)
        return tl::unexpected(checked.error());

    // Required fields first, so that their absence is what the sender hears of.
    QStringList missing;
    for (const TextField &field : textFields) {
        dom::element value;
        if (field.required && (object.at_key(field.name).get(value) != simdjson::SUCCESS || value.is_null()))
            missing += quoted(field.name);
    }
    if (canonical && object.at_key("received_at").error() != simdjson::SUCCESS)
        missing += u"received_at"_s;
    if (!missing.isEmpty())
        return invalid(u"Missing required fields: "_s + missing.join(u", "_s));

    Event event;
    event.timestamp = event.receivedAt = receipt.now;
    event.importId = receipt.importId;
    for (const auto [key, value] : object) {
        if (value.is_null())
            continue;
        Result<void> taken;
        const TextField *field = find(textFields, key);
        if (!field && !canonical)
            field = find(sentFields, key);
        if (field) {
            taken = takeText(*field, value, event);
        } else if (const auto member = canonical ? attribute(key) : nullptr) {
            taken = takeText({key, member, 1, 2048, false}, value, event);
        } else if (canonical && key == "import") {
            taken = takeText({key, &Event::importId, 36, 36, false}, value, event);
        } else if (canonical && key == "bot") {
            if (value.get_bool().get(event.bot) != simdjson::SUCCESS)
                taken = broken(key, u"expected true or false"_s);
        } else if (key == "timestamp" || (canonical && key == "received_at")) {
            const Period period = canonical
                ? frameTimes()
                : Period {earliestTimestamp, receipt.now + microsPerDay, u"from 1990 to 24 hours ahead"_s};
            auto &target = key == "timestamp" ? event.timestamp : event.receivedAt;
            taken = takeTimestamp(key, value, period).map([&](Timestamp time) { target = time; });
        } else if (key == "props") {
            taken = takeProps(value, event);
        } else if (key == "count") {
            taken = takeCount(value, receipt.fromBrowser, event);
        }
        if (!taken)
            return tl::unexpected(taken.error());
    }
    if (receipt.admit) {
        if (const auto admitted = receipt.admit(event); !admitted)
            return tl::unexpected(admitted.error());
    }
    return event;
}

}
