#include "common/event/jsonfields.h"

#include "common/event/rules.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr DraftText EventDraft::*texts[] = {&EventDraft::siteId, &EventDraft::eventType, &EventDraft::path,
    &EventDraft::userId, &EventDraft::eventId, &EventDraft::referrer, &EventDraft::query, &EventDraft::userAgent};

}

Result<void> fill(EventDraft &draft, simdjson::dom::element json, bool mayHideBadText)
{
    simdjson::dom::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS)
        return invalid(u"Expected a JSON object"_s);
    if (auto checked = checkTexts({}, json, mayHideBadText); !checked)
        return checked;
    draft.areTextsGood = true;
    for (const auto [key, value] : object) {
        const auto text = std::find_if(std::begin(texts), std::end(texts),
            [&, name = key](const auto member) { return (draft.*member).name == name; });
        if (text != std::end(texts))
            (draft.**text).set(value);
        else if (key == draft.timestamp.name)
            draft.timestamp.set(value);
        else if (key == draft.props.name)
            draft.props.json = value;
        else if (key == draft.count.name)
            draft.count.set(value);
        else if (const auto *attribute = draft.takesAttributes ? findAttribute(key) : nullptr; attribute && !value.is_null())
            draft.attributes.emplace_back(DraftAttribute {attribute, {attribute->name}}).text.set(value);
    }
    return {};
}

}
