#include "server/stats/query/rangevalues.h"

#include "common/segment/valuesummary.h"
#include "server/stats/query/firstvalues.h"

namespace footfall::server {

namespace {

// All values of what is kept: where the first of them are not enough.
struct KeptValues : Cached {
    explicit KeptValues(ValueCounts all)
        : counts(std::move(all))
    {
    }

    std::size_t bytes() const override
    {
        return sizeof *this + counts.views.capacity() * sizeof counts.views[0] + counts.users.capacity() * sizeof counts.users[0]
            + counts.texts->bytes();
    }

    const ValueCounts counts;
};

void addSummary(ValueCounts &counts, const ValueSummary &summary, const std::string &dimension)
{
    std::vector<std::string_view> texts;
    for (const ValueCount &value : summary.values)
        texts.push_back(value.text);
    const std::vector<std::uint32_t> numbers = counts.texts->numbersOf(texts);
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const ValueCount &value = summary.values[i];
        counts.addTo(numbers[i + 1], countsEvents(dimension) ? value.events : value.views);
        counts.users[numbers[i + 1]] = std::uint32_t(value.users);
    }
}

DbResult<ValueCounts> readSegments(const Source &source, const std::string &site,
    const std::vector<PeriodSplit::Time> &times, const std::string &dimension)
{
    if (times.empty())
        return ValueCounts {std::make_shared<SiteTexts>()};
    SegmentQuestion question {site, {}, {}, dimension};
    for (const PeriodSplit::Time &time : times)
        question.addBucket(time.begin, time.end, 1);
    question.users = CountUsers::No;
    return askSegments(source, question).map([](SegmentAnswer answer) { return std::move(answer.values); });
}

DbResult<ValueCounts> readKept(const Source &source, const std::string &site, const PeriodSplit &split, const std::string &dimension)
{
    return readSegments(source, site, split.keptParts(), dimension).and_then([&](const ValueCounts &parts) -> DbResult<ValueCounts> {
        ValueCounts counts {std::make_shared<SiteTexts>()};
        counts.add(parts);
        counts.hasUsers = split.kept.size() == 1 && split.kept.front().kind != PeriodSplit::Kind::PartOfDay;
        Result<void> added;
        const auto read = source.connection.each("ended_values", split.wholeParams(site).add(dimension), [&](const Rows &row) {
            const auto summary = readSummary(row.text(0, 0));
            if (!summary) {
                added = tl::unexpected(summary.error());
                return;
            }
            counts.hasUsers = counts.hasUsers && summary->hasUsers;
            addSummary(counts, *summary, dimension);
        });
        if (!read)
            return tl::unexpected(read.error());
        if (!added)
            return tl::unexpected(DbError {dataCorrupted, added.error().message});
        return counts;
    });
}

// What was made of kept values by T's constructor, which is remembered.
template <typename T>
DbResult<std::shared_ptr<T>> kept(char letter, const Source &source, const std::string &site, const PeriodSplit &split,
    const std::string &dimension)
{
    const QByteArray key = split.keptKey(letter, site) + QByteArray::fromStdString(dimension);
    if (const auto known = source.cache.find<T>(key))
        return known;
    return readKept(source, site, split, dimension).map([&](ValueCounts counts) {
        const auto made = std::make_shared<T>(std::move(counts));
        source.cache.keep(key, made);
        return made;
    });
}

}

DbResult<Ranking> rangeRanking(const Source &source, const std::string &site, Timestamp begin, Timestamp end,
    const KeptPeriods &periods, const std::string &dimension, const Ranking::Part &part, const ValueCounts &imported)
{
    const PeriodSplit split = PeriodSplit::of(periods, begin, end);
    auto open = readSegments(source, site, split.open, dimension);
    if (!open)
        return tl::unexpected(open.error());
    open->add(imported);
    const auto first = kept<FirstValues>('f', source, site, split, dimension);
    if (!first)
        return tl::unexpected(first.error());
    auto ranking = (*first)->rankingWith(*open, part);
    if (!ranking) {
        const auto all = kept<KeptValues>('v', source, site, split, dimension);
        if (!all)
            return tl::unexpected(all.error());
        ValueCounts counts = (*all)->counts;
        counts.add(*open);
        ranking = counts.ranking(part);
    }
    for (Ranking::Row &row : ranking->rows)
        row.users = split.open.empty() ? row.users : std::nullopt;
    return std::move(*ranking);
}

}
