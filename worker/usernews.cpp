#include "worker/usernews.h"

#include <numeric>
#include <tuple>
#include <vector>

namespace footfall::worker {

namespace {

constexpr char newsFieldCount[] = "\0\x05"; // as int16

template <typename Range, typename Project>
void appendArrayField(std::string &out, const Range &range, Project project)
{
    std::string array;
    pgbinary::appendArray(array, range, project);
    pgbinary::appendField(out, std::string_view(array));
}

}

std::string newsTuples(const Rows &taught)
{
    const auto key = [&](int row) { return std::tuple(taught.text(row, 0), taught.text(row, 1)); };
    std::string out;
    for (int begin = 0, end = 0; begin < taught.count(); begin = end) {
        while (end < taught.count() && key(end) == key(begin))
            ++end;
        std::vector<int> rows(std::size_t(end - begin)); // not std::views::iota: clang 14 cannot read GCC 12's
        std::iota(rows.begin(), rows.end(), begin);
        out.append(newsFieldCount, 2);
        pgbinary::appendField(out, taught.text(begin, 0));
        pgbinary::appendField(out, pgbinary::Day {std::int32_t(taught.number(begin, 1))});
        pgbinary::appendField(out, std::int32_t(rows.size()));
        appendArrayField(out, rows, [&](int row) { return taught.number(row, 2); });
        appendArrayField(out, rows, [&](int row) { return pgbinary::slots(taught.text(row, 4)); });
    }
    return out;
}

}
