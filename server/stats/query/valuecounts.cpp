#include "server/stats/query/valuecounts.h"

#include <QString>

#include <algorithm>

namespace footfall::server {

namespace {

QString lowered(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size())).toLower();
}

}

void ValueCounts::addTo(std::uint32_t number, std::int64_t count)
{
    if (number >= views.size()) {
        views.resize(std::max<std::size_t>(number + std::size_t(1), 2 * views.size()));
        users.resize(views.size());
    }
    views[number] += count;
}

void ValueCounts::add(std::string_view value, std::int64_t count)
{
    addTo(texts->numberOf(value), count);
}

void ValueCounts::add(const ValueCounts &other)
{
    if (other.views.empty())
        return;
    std::vector<std::uint32_t> numbers; // where the texts have others there
    if (texts->serial() != other.texts->serial())
        numbers = texts->numbersOf(other.texts->all());
    for (std::uint32_t number = 1; number < other.views.size(); ++number) {
        if (other.views[number] != 0)
            addTo(numbers.empty() ? number : numbers[number], other.views[number]);
    }
}

std::vector<std::uint32_t> ValueCounts::add(const ValueSummary &summary, bool countsEvents)
{
    std::vector<std::string_view> names;
    for (const ValueCount &value : summary.values)
        names.push_back(value.text);
    std::vector<std::uint32_t> numbers = texts->numbersOf(names);
    numbers.erase(numbers.begin()); // of no text
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const ValueCount &value = summary.values[i];
        addTo(numbers[i], countsEvents ? value.events : value.views);
        users[numbers[i]] = std::uint32_t(value.users);
    }
    return numbers;
}

Ranking ValueCounts::ranking(const Ranking::Part &part) const
{
    const std::vector<std::string_view> all = texts ? texts->all() : std::vector<std::string_view>();
    const QString search = lowered(part.search);
    std::vector<std::uint32_t> numbers;
    for (std::uint32_t number = 1; number < std::min(views.size(), all.size() + 1); ++number) {
        if (views[number] != 0 && (search.isEmpty() || lowered(all[number - 1]).contains(search)))
            numbers.push_back(number);
    }
    const auto isBefore = [&](std::uint32_t a, std::uint32_t b) {
        return views[a] != views[b] ? views[a] > views[b] : all[a - 1] < all[b - 1];
    };
    const auto begin = numbers.begin() + std::min(std::ptrdiff_t(part.offset), std::ssize(numbers));
    const auto end = begin + std::min<std::ptrdiff_t>(part.limit, numbers.end() - begin);
    std::partial_sort(numbers.begin(), end, numbers.end(), isBefore);
    Ranking ranking {std::ssize(numbers), {}};
    for (auto number = begin; number != end; ++number)
        ranking.rows.push_back({std::string(all[*number - 1]), views[*number], hasUsers ? std::optional<std::int64_t>(users[*number]) : std::nullopt});
    return ranking;
}

}
