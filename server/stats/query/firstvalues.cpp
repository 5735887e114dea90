#include "server/stats/query/firstvalues.h"

#include <algorithm>
#include <numeric>

namespace footfall::server {

namespace {

constexpr int mostRows = 256;

void addRows(std::vector<Ranking::Row> &rows, const std::vector<std::int64_t> &views, const SiteTexts &texts, bool hasUsers)
{
    const std::vector<std::string_view> all = texts.all();
    for (std::size_t number = 1; number < views.size(); ++number) {
        if (views[number] > 0)
            rows.push_back({std::string(all[number - 1]), views[number], hasUsers ? std::optional(0) : std::nullopt});
    }
}

}

FirstValues::FirstValues(const ValueCounts &all)
    : m_hasUsers(all.hasUsers)
{
    Ranking ranking = all.ranking({mostRows});
    m_rows = std::move(ranking.rows);
    m_total = ranking.total;
    if (ranking.total > std::ssize(m_rows))
        m_most = m_rows.back().views;
}

std::optional<Ranking> FirstValues::rankingWith(const ValueCounts &added, const Ranking::Part &part) const
{
    if (!part.search.empty() || (m_most > 0 && part.offset + part.limit > std::ssize(m_rows)))
        return std::nullopt;

    std::vector<Ranking::Row> rows = m_rows;
    std::vector<std::int64_t> others = added.views; // of values that are not in `rows`
    if (!others.empty()) {
        std::vector<std::string_view> texts;
        for (const Ranking::Row &row : m_rows)
            texts.push_back(row.value);
        const std::vector<std::uint32_t> numbers = added.texts->numbersOf(texts);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (numbers[i + 1] < others.size())
                rows[i].views += std::exchange(others[numbers[i + 1]], 0);
        }
    }
    const std::int64_t most = others.empty() ? 0 : *std::max_element(others.begin(), others.end());
    if (m_most == 0 && most > 0)
        addRows(rows, others, *added.texts, m_hasUsers);
    const std::int64_t total = m_most == 0 ? std::ssize(rows) : most == 0 ? m_total : unknown;
    if (part.countAll && total == unknown)
        return std::nullopt;

    const auto begin = rows.begin() + std::min(std::ptrdiff_t(part.offset), std::ssize(rows));
    const auto end = begin + std::min<std::ptrdiff_t>(part.limit, rows.end() - begin);
    std::partial_sort(rows.begin(), end, rows.end(), [](const Ranking::Row &a, const Ranking::Row &b) {
        return a.views != b.views ? a.views > b.views : a.value < b.value;
    });
    if (m_most > 0 && most > 0 && m_most + most >= std::prev(end)->views) // another may come before the last
        return std::nullopt;
    return Ranking {total, {std::make_move_iterator(begin), std::make_move_iterator(end)}};
}

std::size_t FirstValues::bytes() const
{
    const auto sizeOf = [](std::size_t sum, const Ranking::Row &row) { return sum + sizeof row + row.value.capacity(); };
    return std::accumulate(m_rows.begin(), m_rows.end(), sizeof *this, sizeOf);
}

void FirstOfSeveral::add(const ValueCounts &all)
{
    m_counts.add(all);
    m_viewed = std::count_if(all.views.begin(), all.views.end(), [](std::int64_t views) { return views > 0; });
    ++m_periods;
}

void FirstOfSeveral::add(const ValueSummary &first)
{
    const std::int64_t most = first.values.size() < first.viewed ? first.values.back().views : 0;
    const std::vector<std::uint32_t> numbers = m_counts.add(first, false);
    m_mostSeen.resize(m_counts.views.size());
    for (const std::uint32_t number : numbers)
        m_mostSeen[number] += most;
    m_counts.hasUsers = first.hasUsers;
    m_most += most;
    m_viewed = std::int64_t(first.viewed);
    ++m_periods;
}

FirstValues FirstOfSeveral::finish()
{
    FirstValues first;
    first.m_most = m_most;
    m_mostSeen.resize(m_counts.views.size());
    for (std::size_t number = 0; number < m_mostSeen.size(); ++number) { // keeps those of which no views are missing
        const std::int64_t missing = m_most - m_mostSeen[number];
        if (missing > 0)
            first.m_most = std::max(first.m_most, std::exchange(m_counts.views[number], 0) + missing);
    }
    m_counts.hasUsers = m_periods == 1 && m_counts.hasUsers;
    for (Ranking::Row &row : m_counts.ranking({mostRows + 1}).rows) {
        if (row.views > first.m_most)
            first.m_rows.push_back(std::move(row));
    }
    if (first.m_rows.size() > mostRows) {
        first.m_rows.pop_back();
        first.m_most = first.m_rows.back().views;
    }
    if (m_periods <= 1)
        first.m_total = m_viewed;
    first.m_hasUsers = m_counts.hasUsers;
    return first;
}

}
