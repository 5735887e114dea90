#include "common/segment/ids.h"

#include "common/segment/bits.h"

#include <algorithm>
#include <functional>

namespace footfall {

namespace {

// Part of the format: numbers are never given to another form.
enum IdForm : std::uint8_t {
    Constant = 0,
    Plain = 1,
    PerUser = 2, // of each user's rows alike; then of each row without a user
    Changes = 3, // a bit for each row of a user but his first, set if its id is that of the row before
    Sparse = 4, // a bit for each row, set if it has an id
};

class Bits {
public:
    explicit Bits(std::string_view bytes)
        : m_bytes(bytes)
    {
    }
    bool at(std::size_t index) const { return std::uint8_t(m_bytes[index / 8]) >> (index % 8) & 1; }

private:
    std::string_view m_bytes;
};

void setBit(std::string &bits, std::size_t index)
{
    bits[index / 8] |= char(1 << (index % 8));
}

// What one id takes in planes that zstd has compressed, in bits: measured, of typical columns.
double bitsOfId(std::uint32_t most)
{
    return most < 256 ? std::max(1.0, bitsOf(most) * 0.75) : 8 + bitsOf(most >> 8) * 0.75;
}

IdForm smallestForm(const SegmentLayout &layout, std::span<const std::uint32_t> ids, std::uint32_t most)
{
    if (std::adjacent_find(ids.begin(), ids.end(), std::not_equal_to<>()) == ids.end())
        return Constant;
    std::size_t changes = 0;
    for (std::size_t user = 0; user < layout.users.size(); ++user) {
        for (std::uint32_t row = layout.begins[user] + 1; row < layout.begins[user + 1]; ++row)
            changes += ids[row] != ids[row - 1];
    }
    const auto present = double(ids.size() - std::size_t(std::count(ids.begin(), ids.end(), 0u)));
    const auto users = double(layout.users.size());
    const double later = layout.userRows - users;
    const double others = layout.rows - layout.userRows;
    const double width = bitsOfId(most);

    IdForm form = Plain;
    double least = width * double(ids.size());
    const auto consider = [&](IdForm other, double bits) {
        if (bits < least) {
            form = other;
            least = bits;
        }
    };
    if (changes == 0)
        consider(PerUser, width * (users + others));
    else
        consider(Changes, later * 0.6 + width * (users + double(changes) + others));
    consider(Sparse, double(ids.size()) * 0.8 + width * present);
    return form;
}

// Writes the ids of all rows into `ids`. `next` gives those that are listed, one after the other.
template <typename Next, typename Id>
void spread(IdForm form, const SegmentLayout &layout, Bits bits, Next next, Id *ids)
{
    if (form == Plain || form == Sparse) {
        for (std::uint32_t row = 0; row < layout.rows; ++row)
            ids[row] = form == Plain || bits.at(row) ? Id(next()) : Id(0);
        return;
    }
    std::size_t bit = 0;
    for (std::size_t user = 0; user < layout.users.size(); ++user) {
        const std::uint32_t begin = layout.begins[user], end = layout.begins[user + 1];
        ids[begin] = Id(next());
        for (std::uint32_t row = begin + 1; row < end; ++row, ++bit)
            ids[row] = form == PerUser || bits.at(bit) ? ids[row - 1] : Id(next());
    }
    for (std::uint32_t row = layout.userRows; row < layout.rows; ++row)
        ids[row] = Id(next());
}

// The numbers that appendPlanes() wrote, one after the other.
template <int Planes>
class PlanesReader {
public:
    PlanesReader(std::string_view planes, std::size_t count)
        : m_next(reinterpret_cast<const std::uint8_t *>(planes.data()))
        , m_count(count)
    {
    }
    std::uint32_t operator()()
    {
        std::uint32_t number = 0;
        for (int plane = 0; plane < Planes; ++plane)
            number |= std::uint32_t(m_next[std::size_t(plane) * m_count]) << (8 * plane);
        ++m_next;
        m_largest = std::max(m_largest, number);
        return number;
    }
    std::uint32_t largest() const { return m_largest; }

private:
    const std::uint8_t *m_next;
    std::size_t m_count;
    std::uint32_t m_largest = 0;
};

std::size_t onesOf(std::string_view bits, std::size_t count)
{
    std::size_t ones = 0;
    for (std::size_t i = 0; i < count; ++i)
        ones += Bits(bits).at(i);
    return ones;
}

}

SegmentIds::SegmentIds(std::size_t rows, std::uint32_t most)
    : m_rows(rows)
    , m_ids(Everywhere {0})
{
    if (most < 0x100)
        m_ids = std::vector<std::uint8_t>(rows);
    else if (most < 0x10000)
        m_ids = std::vector<std::uint16_t>(rows);
    else
        m_ids = std::vector<std::uint32_t>(rows);
}

int SegmentIds::width() const
{
    constexpr int widths[] = {0, 1, 2, 4};
    return widths[m_ids.index()];
}

void appendIds(std::string &out, const SegmentLayout &layout, std::span<const std::uint32_t> ids, std::uint32_t most)
{
    const IdForm form = smallestForm(layout, ids, most);
    out += char(form);
    if (form == Constant)
        return appendVarint(out, ids.empty() ? 0 : ids.front());
    if (form == Plain)
        return appendPlanes(out, ids, most);

    std::vector<std::uint32_t> some;
    std::string bits;
    if (form == Sparse) {
        bits.resize((ids.size() + 7) / 8);
        for (std::size_t row = 0; row < ids.size(); ++row) {
            if (ids[row] != 0) {
                setBit(bits, row);
                some.push_back(ids[row]);
            }
        }
    } else {
        if (form == Changes)
            bits.resize((layout.userRows - layout.users.size() + 7) / 8);
        std::size_t bit = 0;
        for (std::size_t user = 0; user < layout.users.size(); ++user) {
            some.push_back(ids[layout.begins[user]]);
            for (std::uint32_t row = layout.begins[user] + 1; form == Changes && row < layout.begins[user + 1]; ++row, ++bit) {
                if (ids[row] == ids[row - 1])
                    setBit(bits, bit);
                else
                    some.push_back(ids[row]);
            }
        }
        some.insert(some.end(), ids.begin() + layout.userRows, ids.end());
    }
    out += bits;
    appendPlanes(out, some, most);
}

std::optional<SegmentIds> readIds(std::string_view bytes, const SegmentLayout &layout, std::uint32_t most)
{
    ByteReader reader(bytes);
    const auto form = IdForm(reader.byte());
    if (form == Constant) {
        const std::uint64_t id = reader.varint();
        return reader.isRead() && id <= most ? std::optional(SegmentIds(std::uint32_t(id))) : std::nullopt;
    }

    const std::size_t users = layout.users.size();
    const std::size_t later = layout.userRows - users;
    const std::size_t others = layout.rows - layout.userRows;
    std::size_t bitCount = 0, count = layout.rows;
    if (form == PerUser)
        count = users + others;
    else if (form == Changes)
        bitCount = later;
    else if (form == Sparse)
        bitCount = layout.rows;
    else if (form != Plain)
        return std::nullopt;
    const std::string_view bits = reader.bytes((bitCount + 7) / 8);
    if (reader.isBad())
        return std::nullopt;
    if (form == Changes)
        count = users + (later - onesOf(bits, later)) + others;
    else if (form == Sparse)
        count = onesOf(bits, layout.rows);

    const int planes = std::max(1, (bitsOf(most) + 7) / 8);
    const std::string_view listed = reader.bytes(count * std::size_t(planes));
    if (!reader.isRead())
        return std::nullopt;
    SegmentIds ids(layout.rows, most);
    std::uint32_t largest = 0;
    const auto read = [&]<int Planes>() {
        PlanesReader<Planes> numbers(listed, count);
        ids.visit([&](auto &out) {
            if constexpr (requires { out.data(); })
                spread(form, layout, Bits(bits), std::ref(numbers), out.data());
        });
        largest = numbers.largest();
    };
    switch (planes) {
    case 1: read.operator()<1>(); break;
    case 2: read.operator()<2>(); break;
    case 3: read.operator()<3>(); break;
    default: read.operator()<4>(); break;
    }
    return largest <= most ? std::optional(std::move(ids)) : std::nullopt;
}

}
