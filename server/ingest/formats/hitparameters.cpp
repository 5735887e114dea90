#include "server/ingest/formats/hitparameters.h"

#include "common/event/rules.h"

#include <QByteArray>

#include <algorithm>

namespace footfall::server {

namespace {

std::string formDecoded(std::string_view text)
{
    QByteArray bytes(text.data(), qsizetype(text.size()));
    return QByteArray::fromPercentEncoding(bytes.replace('+', ' ')).toStdString();
}

// "dimension2" of "dimension*".
bool isNumberedAs(std::string_view name, std::string_view pattern)
{
    if (!pattern.ends_with('*') || !name.starts_with(pattern.substr(0, pattern.size() - 1)))
        return false;
    name.remove_prefix(pattern.size() - 1);
    return !name.empty() && name.size() <= 5 && name.find_first_not_of("0123456789") == name.npos;
}

}

HitParameters::HitParameters(std::span<const std::string_view> known)
    : m_known(known)
{
}

void HitParameters::addForm(std::string_view form)
{
    while (!form.empty()) {
        const std::string_view part = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(part.size() + 1, form.size()));
        const std::size_t equals = part.find('=');
        if (equals != part.npos && isWanted(part.substr(0, equals)))
            add(part.substr(0, equals), formDecoded(part.substr(equals + 1)));
    }
}

void HitParameters::addObject(simdjson::dom::object object)
{
    for (const auto [name, value] : object) {
        if ((!value.is_string() && !value.is_number()) || !isWanted(name))
            continue;
        std::string_view text;
        if (value.get_string().get(text) == simdjson::SUCCESS)
            add(name, std::string(text));
        else
            add(name, simdjson::minify(value));
    }
}

std::string_view HitParameters::operator[](std::string_view name) const
{
    const auto found = std::find_if(m_values.begin(), m_values.end(), [&](const auto &value) { return value.first == name; });
    return found == m_values.end() ? std::string_view() : found->second;
}

bool HitParameters::isWanted(std::string_view name)
{
    const auto isThere = [&] { return !(*this)[name].empty(); };
    if (std::binary_search(m_known.begin(), m_known.end(), name))
        return !isThere();
    const bool isNumbered = std::any_of(m_known.begin(), m_known.end(), [&](std::string_view pattern) { return isNumberedAs(name, pattern); });
    if (!isNumbered || m_numbered == maxNumbered || isThere())
        return false;
    ++m_numbered;
    return true;
}

void HitParameters::refuseBadText(EventDraft &draft) const
{
    if (m_bad.empty())
        return;
    draft.siteId.name = m_bad;
    draft.siteId.refuse("expected UTF-8 without U+0000");
    if (draft.eventType.state == DraftText::State::Absent) // that is what its sender shall hear of
        draft.eventType.set(std::string_view(pageView));
}

void HitParameters::add(std::string_view name, std::string value)
{
    if (!isGoodText(value))
        m_bad = m_bad.empty() ? name : m_bad;
    else if (!value.empty())
        m_values.emplace_back(name, std::move(value));
}

}
