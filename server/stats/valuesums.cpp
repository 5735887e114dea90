#include "server/stats/valuesums.h"

#include "common/tally.h"

#include <algorithm>

namespace footfall::server {

bool ValueSums::addTally(std::string_view bytes, std::size_t numbered)
{
    m_views.resize(std::max(m_views.size(), numbered));
    return footfall::addTally(bytes, m_views);
}

bool ValueSums::add(std::optional<std::int64_t> number, std::string_view value, std::int64_t views)
{
    if (!number)
        m_texts.push_back({std::string(value), views});
    else if (*number < std::int64_t(m_views.size()))
        m_views[std::size_t(*number)] += views;
    else
        return false;
    return true;
}

void ValueSums::keepOnly(const std::vector<std::uint32_t> &numbers)
{
    std::vector<std::int64_t> kept(m_views.size());
    for (const std::uint32_t number : numbers) {
        if (number < kept.size())
            kept[number] = m_views[number];
    }
    m_views = std::move(kept);
}

std::int64_t ValueSums::total() const
{
    const auto isThere = [](std::int64_t views) { return views > 0; };
    return std::count_if(m_views.begin(), m_views.end(), isThere) + std::int64_t(m_texts.size());
}

ValueSums::First ValueSums::first(std::size_t count) const
{
    std::vector<std::int64_t> all;
    for (const std::int64_t views : m_views) {
        if (views > 0)
            all.push_back(views);
    }
    for (const Ranking::Row &row : m_texts)
        all.push_back(row.views);
    count = std::min(count, all.size());
    if (count == 0)
        return {0, {}, {}, 0, {}};
    const auto last = all.begin() + std::ptrdiff_t(count - 1);
    std::nth_element(all.begin(), last, all.end(), std::greater<>());

    First first {*last, {}, {}, count, {}};
    for (std::uint32_t number = 0; number < m_views.size(); ++number) {
        if (m_views[number] >= *last)
            (m_views[number] > *last ? first.above : first.equal).push_back(number);
    }
    for (const Ranking::Row &row : m_texts) {
        if (row.views >= *last)
            first.texts.push_back(row);
        first.equalNeeded -= row.views > *last;
    }
    first.equalNeeded -= first.above.size();
    return first;
}

}
