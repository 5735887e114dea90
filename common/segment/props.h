#pragma once

#include "common/segment/reader.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace simdjson::dom {
class parser;
}

namespace footfall {

// The props of a segment's events: a column for each of the keys that most events have, named prop:KEY,
// and one column, `props`, for what is left of each event. Values are texts, as PostgreSQL's ->> gives them.

inline constexpr std::string_view propPrefix = "prop:";
inline constexpr std::string_view otherProps = "props";
inline constexpr std::size_t maxPropColumns = 64;

// A text of `props`: key and value of each, in the order of the keys, each behind its length as a varint.
void appendProp(std::string &out, std::string_view key, std::string_view value);
// Calls `take` with each. False: it is no such text.
bool readProps(std::string_view text, const std::function<void(std::string_view key, std::string_view value)> &take);

// What a segment's rows have of one key, wherever it lies: the column prop:KEY and what `props` has of it,
// as one column. Fails with Failed if the segment is damaged.
Result<SegmentColumn> propColumn(const SegmentReader &segment, const SegmentLayout &layout, std::string_view key);

// The column of a dimension, which may be prop:KEY.
Result<SegmentColumn> dimensionColumn(const SegmentReader &segment, const SegmentLayout &layout, std::string_view name);

// Takes a column as SegmentEncoder::add() does.
using TakeColumn = std::function<void(
    std::string_view name, std::span<const std::uint32_t> ids, std::span<const std::string_view> texts)>;

// The column `props` of some rows.
class OtherProps {
public:
    // Each key at most once a row. Key and value have to stay where they are.
    void add(std::uint32_t row, std::string_view key, std::string_view value) { m_props.push_back({row, key, value}); }
    void column(std::uint32_t rows, const TakeColumn &take); // none, if nothing was added

private:
    struct Prop {
        std::uint32_t row;
        std::string_view key, value;
    };
    std::vector<Prop> m_props;
};

// Gathers the props of rows, and lays them out as columns.
class PropColumns {
public:
    PropColumns();
    ~PropColumns();

    void clear();
    void addJson(std::uint32_t row, std::string_view object); // a flat object, as events have it
    void columns(std::uint32_t rows, const TakeColumn &take);

private:
    void add(std::uint32_t row, std::string_view key, std::string_view value);

    struct Value {
        std::uint32_t key;
        std::uint32_t row;
        std::string_view text;
    };
    std::unique_ptr<simdjson::dom::parser> m_parser;
    std::vector<Value> m_values;
    std::map<std::string, std::uint32_t, std::less<>> m_keyNumbers; // in the order in which they came
    std::vector<std::string_view> m_keys; // by number
    std::deque<std::string> m_texts; // what the values point into
};

}
