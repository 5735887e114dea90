#include "common/event/rules.h"

#include "common/event/importedfigure.h"
#include "common/json/text.h"

#include <QStringList>

#include <algorithm>
#include <charconv>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

namespace dom = simdjson::dom;

constexpr std::int64_t maxCount = 1'000'000;
constexpr std::size_t maxAttribute = 2048;
constexpr std::size_t maxProps = 30;
constexpr std::size_t maxPropKey = 64;
constexpr std::size_t maxPropValue = 1024;
constexpr std::size_t maxKeys = 10'000; // of an object, as many as a request of page views has times
constexpr std::size_t maxQuoted = 64; // of a key in an error: it may be as long as the request

struct TextRule {
    DraftText EventDraft::*draft;
    std::string Event::*member;
    std::size_t minBytes; // 0: "" is absent
    std::size_t maxBytes;
    bool required = false;
};

constexpr TextRule textRules[] = {
    {&EventDraft::siteId, &Event::siteId, 1, maxSiteBytes, true},
    {&EventDraft::eventType, &Event::eventType, 1, 64, true},
    {&EventDraft::path, &Event::path, 0, 2048},
    {&EventDraft::userId, &Event::userId, 0, 256},
    {&EventDraft::eventId, &Event::eventId, 1, 128},
    {&EventDraft::referrer, &Event::referrer, 0, 2048},
    {&EventDraft::query, &Event::query, 0, 2048},
    {&EventDraft::userAgent, &Event::userAgent, 0, 1024},
};

QString quoted(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(std::min(text.size(), maxQuoted)));
}

tl::unexpected<Error> broken(std::string_view field, const QString &rule)
{
    return invalid(quoted(field) + u": "_s + rule);
}

tl::unexpected<Error> badText(std::string_view field)
{
    return broken(field, u"U+0000 and lone surrogates are not allowed"_s);
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

Result<void> checkText(const TextRule &rule, const DraftText &draft, bool isGood)
{
    if (draft.state == DraftText::State::NotText)
        return broken(draft.name, draft.brokenRule ? QString::fromLatin1(draft.brokenRule) : u"expected a string"_s);
    if (draft.text.size() > rule.maxBytes)
        return broken(draft.name, u"at most %1 bytes"_s.arg(rule.maxBytes));
    if (draft.text.size() < rule.minBytes)
        return broken(draft.name, u"%1 to %2 bytes"_s.arg(rule.minBytes).arg(rule.maxBytes));
    if (!isGood && !isGoodText(draft.text))
        return badText(draft.name);
    return {};
}

struct Period {
    Timestamp earliest;
    Timestamp latest;
    QString rule;
};

// Of a frame whatever was accepted is taken back, even if that server's clock stood in 1970; but
// not what would be outside of all that arithmetic with times is made for.
Period frameTimes()
{
    return {0, latestTimestamp, u"from 1970 to 9999"_s};
}

Result<Timestamp> timeOf(const DraftTime &draft, Timestamp otherwise, const Period &period)
{
    if (draft.state == DraftText::State::Absent && !draft.time)
        return otherwise;
    if (draft.brokenRule)
        return broken(draft.name, QString::fromLatin1(draft.brokenRule));
    if (!isGoodText(draft.text))
        return badText(draft.name);
    const auto time = draft.time ? draft.time : parseTimestamp(draft.text);
    if (!time)
        return broken(draft.name, u"not an RFC 3339 time"_s);
    if (*time < period.earliest || *time > period.latest)
        return broken(draft.name, period.rule);
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

// The props of a draft, written as one flat JSON object.
class PropsWriter {
public:
    PropsWriter(const DraftProps &draft, bool areTextsGood)
        : m_draft(draft)
        , m_areTextsGood(areTextsGood)
    {
    }

    Result<std::string> write()
    {
        Result<void> added;
        if (m_draft.json && !m_draft.json->is_null())
            added = addObject(*m_draft.json);
        for (auto it = m_draft.texts.begin(); added && it != m_draft.texts.end(); ++it)
            added = addKey(it->first).and_then([&] { return addText(it->first, it->second); });
        if (!added)
            return tl::unexpected(added.error());
        return m_count == 0 ? std::string() : std::move(m_json) + '}';
    }

private:
    Result<void> addObject(dom::element value)
    {
        dom::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS)
            return broken(m_draft.name, u"expected a flat object"_s);
        for (const auto [key, item] : object) {
            const bool isOther = item.is_null() || item.is_array() || item.is_object();
            if ((m_draft.leavesOutOthers && isOther) || (m_draft.leavesOut && m_draft.leavesOut(key)))
                continue;
            if (auto added = addKey(key).and_then([&, k = key, i = item] { return addValue(k, i); }); !added)
                return added;
        }
        return {};
    }

    Result<void> addKey(std::string_view key)
    {
        if (++m_count > maxProps)
            return broken(m_draft.name, u"at most %1 keys"_s.arg(maxProps));
        if (key.size() > maxPropKey)
            return broken(m_draft.name, u"keys of at most %1 bytes"_s.arg(maxPropKey));
        if (!m_areTextsGood && !isGoodText(key))
            return badText(m_draft.name);
        // In a frame they would be one that nobody can read.
        if (std::find(m_keys.begin(), m_keys.end(), key) != m_keys.end())
            return broken(m_draft.name, u"duplicate key "_s + quoted(key));
        m_keys.push_back(key);
        m_json += m_count == 1 ? '{' : ',';
        appendJsonString(m_json, key);
        m_json += ':';
        return {};
    }

    Result<void> addText(std::string_view key, std::string_view text)
    {
        if (text.size() > maxPropValue)
            return broken(m_draft.name, u"%1: at most %2 bytes"_s.arg(quoted(key), QString::number(maxPropValue)));
        if (!m_areTextsGood && !isGoodText(text))
            return badText(m_draft.name);
        appendJsonString(m_json, text);
        return {};
    }

    Result<void> addValue(std::string_view key, dom::element item)
    {
        std::string_view text;
        if (item.get_string().get(text) == simdjson::SUCCESS)
            return addText(key, text);
        if (bool flag = false; item.get_bool().get(flag) == simdjson::SUCCESS)
            m_json += flag ? "true" : "false";
        else if (item.is_number())
            appendNumber(m_json, item);
        else
            return broken(m_draft.name, u"%1: expected a string, a finite number or a boolean"_s.arg(quoted(key)));
        return {};
    }

    const DraftProps &m_draft;
    const bool m_areTextsGood;
    std::string m_json;
    std::vector<std::string_view> m_keys;
    std::size_t m_count = 0;
};

Result<std::int32_t> countOf(const DraftCount &draft, const Receipt &receipt)
{
    const bool isGiven = draft.count || draft.isWrong;
    if (isGiven && receipt.fromBrowser)
        return broken(draft.name, u"not from a browser"_s);
    const std::int64_t count = draft.count.value_or(1);
    if (draft.isWrong || count < 1 || count > maxCount)
        return broken(draft.name, u"a whole number from 1 to 1,000,000"_s);
    return std::int32_t(count);
}

// Required fields first, so that their absence is what the sender hears of.
Result<void> checkRequired(const EventDraft &draft)
{
    QStringList missing;
    for (const TextRule &rule : textRules) {
        if (rule.required && (draft.*rule.draft).state == DraftText::State::Absent)
            missing += quoted((draft.*rule.draft).name);
    }
    if (!missing.isEmpty())
        return invalid(u"Missing required fields: "_s + missing.join(u", "_s));
    return {};
}

Result<void> takeAttributes(const EventDraft &draft, Event &event)
{
    constexpr TextRule rule {nullptr, nullptr, 0, maxAttribute};
    for (const auto &[attribute, text] : draft.attributes) {
        if (const auto checked = checkText(rule, text, draft.areTextsGood); !checked)
            return checked;
        (event.*attribute->member).assign(text.text);
    }
    return {};
}

// After an error the event is of no use.
Result<void> judgeWithin(const Period &period, const EventDraft &draft, const Receipt &receipt, Event &event)
{
    if (const auto checked = checkRequired(draft); !checked)
        return checked;
    for (const TextRule &rule : textRules) {
        const DraftText &text = draft.*rule.draft;
        if (text.state == DraftText::State::Absent)
            continue;
        if (const auto checked = checkText(rule, text, draft.areTextsGood); !checked)
            return checked;
    }
    const auto time = timeOf(draft.timestamp, receipt.now, period);
    if (!time)
        return tl::unexpected(time.error());
    const auto count = countOf(draft.count, receipt);
    if (!count)
        return tl::unexpected(count.error());
    auto props = PropsWriter(draft.props, draft.areTextsGood).write();
    if (!props)
        return tl::unexpected(props.error());

    for (const TextRule &rule : textRules)
        (event.*rule.member).assign((draft.*rule.draft).text);
    event.props = std::move(*props);
    event.timestamp = *time;
    event.receivedAt = receipt.now;
    event.count = *count;
    for (const EventAttribute &attribute : eventAttributes)
        (event.*attribute.member).clear();
    event.bot = draft.bot;
    event.importId = receipt.importId;
    const auto taken = takeAttributes(draft, event);
    return taken && receipt.admit ? receipt.admit(event) : taken;
}

// The keys of an object are there once, and their number is bounded before they are compared.
Result<void> checkObject(std::string_view what, dom::object object, bool mayHideBadText)
{
    const std::string_view own = what.empty() ? "event" : what;
    if (object.size() > maxKeys)
        return broken(own, u"at most %1 keys in an object"_s.arg(maxKeys));
    std::vector<std::string_view> keys;
    keys.reserve(object.size());
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
    return {};
}

}

bool isGoodText(std::string_view text)
{
    return text.find('\0') == text.npos && simdjson::validate_utf8(text.data(), text.size());
}

// Depth is bounded by the parser (1,024).
Result<void> checkTexts(std::string_view what, dom::element value, bool mayHideBadText)
{
    std::string_view text;
    dom::array items;
    dom::object object;
    const dom::element_type type = value.type();
    if (type == dom::element_type::STRING && mayHideBadText && value.get_string().get(text) == simdjson::SUCCESS && isBadText(text))
        return badText(what);
    if (type == dom::element_type::OBJECT && value.get_object().get(object) == simdjson::SUCCESS)
        return checkObject(what, object, mayHideBadText);
    if (type != dom::element_type::ARRAY || value.get_array().get(items) != simdjson::SUCCESS)
        return {};
    for (const dom::element item : items) {
        if (auto checked = checkTexts(what, item, mayHideBadText); !checked)
            return checked;
    }
    return {};
}

Result<Event> judge(const EventDraft &draft, const Receipt &receipt)
{
    const Period period {earliestTimestamp, receipt.now + microsPerDay, u"from 1990 to 24 hours ahead"_s};
    Result<Event> event; // which is large: not moved from hand to hand
    const auto judged = judgeWithin(period, draft, receipt, *event).and_then([&] {
        return checkReserved(*event, receipt.fromBrowser);
    });
    if (!judged)
        event = tl::unexpected(judged.error());
    return event;
}

Result<void> judgeCanonical(const EventDraft &draft, const DraftTime &receivedAt, Event &event)
{
    if (receivedAt.state == DraftText::State::Absent)
        return invalid(u"Missing required fields: received_at"_s);
    return timeOf(receivedAt, 0, frameTimes()).and_then([&](Timestamp time) {
        return judgeWithin(frameTimes(), draft, {time}, event);
    });
}

}
