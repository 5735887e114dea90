#include "common/segment/props.h"

#include "common/segment/bits.h"
#include "common/segment/textnumbers.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace footfall {

namespace {

namespace dom = simdjson::dom;

// A number in full and without zeros at its end, as PostgreSQL's trim_scale() writes the shortest digits that
// are this number. std::to_chars() would write more of a large one's digits than that.
std::string textOf(double number)
{
    if (number == 0)
        return "0"; // -0 is none
    char buffer[32];
    const std::string_view shortest(
        buffer, std::size_t(std::to_chars(buffer, std::end(buffer), std::abs(number), std::chars_format::scientific).ptr - buffer));
    const std::size_t mark = shortest.find('e');
    int exponent = 0; // of ten, of the first digit
    const std::size_t sign = shortest[mark + 1] == '+' ? 1 : 0;
    std::from_chars(shortest.data() + mark + 1 + sign, shortest.data() + shortest.size(), exponent);
    std::string digits(shortest.substr(0, mark));
    std::erase(digits, '.');

    std::string text = number < 0 ? "-" : "";
    if (exponent < 0)
        return text + "0." + std::string(std::size_t(-exponent - 1), '0') + digits;
    const auto whole = std::size_t(exponent) + 1;
    if (digits.size() <= whole)
        return text + digits + std::string(whole - digits.size(), '0');
    return text + digits.substr(0, whole) + '.' + digits.substr(whole);
}

std::string valueOf(dom::element element)
{
    switch (element.type()) {
    case dom::element_type::STRING: return std::string(element.get_string().value_unsafe());
    case dom::element_type::BOOL: return element.get_bool().value_unsafe() ? "true" : "false";
    case dom::element_type::INT64: return std::to_string(element.get_int64().value_unsafe());
    case dom::element_type::UINT64: return std::to_string(element.get_uint64().value_unsafe());
    case dom::element_type::DOUBLE: return textOf(element.get_double().value_unsafe());
    default: return {};
    }
}

}

void appendProp(std::string &out, std::string_view key, std::string_view value)
{
    for (const std::string_view text : {key, value}) {
        appendVarint(out, text.size());
        out += text;
    }
}

bool readProps(std::string_view text, const std::function<void(std::string_view key, std::string_view value)> &take)
{
    ByteReader reader(text);
    while (!reader.isRead()) {
        const std::string_view key = reader.bytes(reader.varint());
        const std::string_view value = reader.bytes(reader.varint());
        if (reader.isBad() || value.empty())
            return false;
        take(key, value);
    }
    return true;
}

Result<SegmentColumn> propColumn(const SegmentReader &segment, const SegmentLayout &layout, std::string_view key)
{
    auto own = segment.column(layout, std::string(propPrefix) + std::string(key));
    const auto others = segment.column(layout, otherProps);
    if (!own || !others)
        return tl::unexpected(own ? others.error() : own.error());

    std::deque<std::string> values;
    TextNumbers numbers;
    for (std::uint32_t i = 0; i < own->texts.size(); ++i)
        numbers.add(own->texts[i]);
    std::vector<std::uint32_t> ofOthers(others->texts.size() + std::size_t(1)); // the value's number, by id
    bool isAny = false;
    for (std::uint32_t i = 0; i < others->texts.size(); ++i) {
        const bool isRead = readProps(others->texts[i], [&](std::string_view name, std::string_view value) {
            if (name != key)
                return;
            ofOthers[i + 1] = numbers.add(values.emplace_back(value));
            isAny = true;
        });
        if (!isRead)
            return failed(QStringLiteral("A segment is damaged: its props"));
    }
    if (!isAny)
        return own;

    SegmentColumn column {SegmentIds(layout.rows, std::uint32_t(numbers.texts().size())), {}};
    for (const std::string_view text : numbers.texts()) {
        column.texts.bytes += text;
        column.texts.ends.push_back(std::uint32_t(column.texts.bytes.size()));
    }
    column.ids.visit([&](auto &ids) {
        if constexpr (requires { ids.data(); }) {
            for (std::uint32_t row = 0; row < layout.rows; ++row) {
                const std::uint32_t id = own->ids.at(row);
                ids[row] = std::remove_reference_t<decltype(ids[row])>(id != 0 ? id : ofOthers[others->ids.at(row)]);
            }
        }
    });
    return column;
}

Result<SegmentColumn> dimensionColumn(const SegmentReader &segment, const SegmentLayout &layout, std::string_view name)
{
    return name.starts_with(propPrefix) ? propColumn(segment, layout, name.substr(propPrefix.size()))
                                        : segment.column(layout, name);
}

void OtherProps::column(std::uint32_t rows, const TakeColumn &take)
{
    if (m_props.empty())
        return;
    std::sort(m_props.begin(), m_props.end(),
        [](const Prop &a, const Prop &b) { return std::tie(a.row, a.key) < std::tie(b.row, b.key); });
    TextNumbers numbers;
    std::deque<std::string> texts;
    std::vector<std::uint32_t> ids(rows);
    for (auto prop = m_props.begin(); prop != m_props.end();) {
        const std::uint32_t row = prop->row;
        std::string &text = texts.emplace_back();
        for (; prop != m_props.end() && prop->row == row; ++prop)
            appendProp(text, prop->key, prop->value);
        ids[row] = numbers.add(text);
    }
    take(otherProps, ids, numbers.texts());
}

PropColumns::PropColumns()
    : m_parser(std::make_unique<dom::parser>())
{
}

PropColumns::~PropColumns() = default;

void PropColumns::clear()
{
    m_values.clear();
    m_keys.clear();
    m_keyNumbers.clear();
    m_texts.clear();
}

void PropColumns::add(std::uint32_t row, std::string_view key, std::string_view value)
{
    const auto [known, isNew] = m_keyNumbers.try_emplace(std::string(key), std::uint32_t(m_keyNumbers.size()));
    if (isNew)
        m_keys.push_back(known->first);
    m_values.push_back({known->second, row, m_texts.emplace_back(value)});
}

void PropColumns::addJson(std::uint32_t row, std::string_view object)
{
    dom::object props;
    if (m_parser->parse(object.data(), object.size()).get(props) != simdjson::SUCCESS)
        return; // the reader of events has let it in, so it is an object
    for (const auto [key, element] : props) {
        if (const std::string value = valueOf(element); !value.empty())
            add(row, key, value);
    }
}

void PropColumns::columns(std::uint32_t rows, const TakeColumn &take)
{
    if (m_values.empty())
        return;
    std::stable_sort(m_values.begin(), m_values.end(), [](const Value &a, const Value &b) { return a.key < b.key; });
    struct Key {
        std::string_view name;
        std::span<const Value> values;
    };
    std::vector<Key> keys;
    for (auto begin = m_values.begin(); begin != m_values.end();) {
        const auto end = std::find_if(begin, m_values.end(), [&](const Value &value) { return value.key != begin->key; });
        keys.push_back({m_keys[begin->key], {begin, end}});
        begin = end;
    }
    std::sort(keys.begin(), keys.end(), [](const Key &a, const Key &b) {
        return a.values.size() != b.values.size() ? a.values.size() > b.values.size() : a.name < b.name;
    });

    TextNumbers texts;
    std::vector<std::uint32_t> ids(rows);
    const std::size_t apart = std::min(keys.size(), maxPropColumns);
    for (const Key &key : std::span(keys).first(apart)) {
        for (const Value &value : key.values)
            ids[value.row] = texts.add(value.text);
        take(std::string(propPrefix) + std::string(key.name), ids, texts.texts());
        for (const Value &value : key.values)
            ids[value.row] = 0;
        texts.clear();
    }
    OtherProps others;
    for (const Key &key : std::span(keys).subspan(apart)) {
        for (const Value &value : key.values)
            others.add(value.row, key.name, value.text);
    }
    others.column(rows, take);
}

}
