#include "server/stats/query/firstvalues.h"

#include <algorithm>
#include <numeric>

namespace footfall::server {

namespace {

constexpr int mostFirst = 256;

void addRows(Ranking &ranking, const std::vector<std::int64_t> &views, const SiteTexts &texts, bool hasUsers)
{
    const std::vector<std::string_view> all = texts.all();
    for (std::size_t number = 1; number < views.size(); ++number) {
        if (views[number] > 0) {
            ranking.rows.push_back({std::string(all[number - 1]), views[number], hasUsers ? std::optional(0) : std::nullopt});
            ++ranking.total;
        }
    }
}

}

FirstValues::FirstValues(const ValueCounts &all)
    : m_first(all.ranking({mostFirst}))
    , m_hasUsers(all.hasUsers)
{
    m_first.rows.shrink_to_fit();
}

std::optional<Ranking> FirstValues::rankingWith(const ValueCounts &added, const Ranking::Part &part) const
{
    const bool isAll = m_first.total == std::ssize(m_first.rows);
    if (!part.search.empty() || (!isAll && part.offset + part.limit > std::ssize(m_first.rows)))
        return std::nullopt;

    Ranking ranking = m_first;
    std::vector<std::int64_t> others = added.views; // of values that are not among the first
    std::vector<std::string_view> texts;
    for (const Ranking::Row &row : m_first.rows)
        texts.push_back(row.value);
    const std::vector<std::uint32_t> numbers = added.texts->numbersOf(texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (numbers[i + 1] < others.size())
            ranking.rows[i].views += std::exchange(others[numbers[i + 1]], 0);
    }
    const std::int64_t most = others.empty() ? 0 : *std::max_element(others.begin(), others.end());
    if (isAll)
        addRows(ranking, others, *added.texts, m_hasUsers);
    else if (most > 0 && part.countAll)
        return std::nullopt;

    std::vector<Ranking::Row> &rows = ranking.rows;
    const auto begin = rows.begin() + std::min(std::ptrdiff_t(part.offset), std::ssize(rows));
    const auto end = begin + std::min<std::ptrdiff_t>(part.limit, rows.end() - begin);
    std::partial_sort(rows.begin(), end, rows.end(), [](const Ranking::Row &a, const Ranking::Row &b) {
        return a.views != b.views ? a.views > b.views : a.value < b.value;
    });
    // Others may have had as many views as the last of the first, and come before the last that is asked for.
    if (!isAll && most > 0 && most + m_first.rows.back().views >= std::prev(end)->views)
        return std::nullopt;
    rows.erase(end, rows.end());
    rows.erase(rows.begin(), begin);
    return ranking;
}

std::size_t FirstValues::bytes() const
{
    const auto sizeOf = [](std::size_t sum, const Ranking::Row &row) { return sum + sizeof row + row.value.capacity(); };
    return std::accumulate(m_first.rows.begin(), m_first.rows.end(), sizeof *this, sizeOf);
}

}
