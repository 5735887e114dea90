#include "server/stats/query/rangevalues.h"

#include "common/segment/valuesummary.h"
#include "server/stats/query/firstvalues.h"

namespace footfall::server {

namespace {

// All values of what is kept: where the first of them are not enough.
struct KeptValues : Cached {
    explicit KeptValues(ValueCounts all)
        : counts(std::move(all))
        , first(std::make_shared<FirstValues>(counts))
    {
    }

    std::size_t bytes() const override
    {
        return sizeof *this + counts.views.capacity() * sizeof counts.views[0] + counts.users.capacity() * sizeof counts.users[0]
            + counts.texts->bytes() + first->bytes();
    }

    const ValueCounts counts;
    const std::shared_ptr<FirstValues> first;
};

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

// Calls `add` with what `read` makes of each row that the statement has.
DbResult<void> readSummaries(const Source &source, const QByteArray &statement, const Params &params,
    Result<ValueSummary> (*read)(std::string_view), const std::function<void(const ValueSummary &)> &add)
{
    Result<void> added;
    const auto done = source.connection.each(statement, params, [&](const Rows &row) {
        const auto summary = read(row.text(0, 0));
        if (summary)
            add(*summary);
        else
            added = tl::unexpected(summary.error());
    });
    return done && !added ? tl::unexpected(DbError {dataCorrupted, added.error().message}) : outcomeOf(done);
}

DbResult<ValueCounts> readKept(const Source &source, const std::string &site, const PeriodSplit &split, const std::string &dimension)
{
    return readSegments(source, site, split.keptParts(), dimension).and_then([&](const ValueCounts &parts) {
        ValueCounts counts {std::make_shared<SiteTexts>()};
        counts.add(parts);
        counts.hasUsers = split.kept.size() == 1 && split.kept.front().kind != PeriodSplit::Kind::PartOfDay;
        const Params params = split.wholeParams(site).add(dimension);
        return readSummaries(source, "ended_values", params, readSummary, [&](const ValueSummary &summary) {
            counts.hasUsers = counts.hasUsers && summary.hasUsers;
            counts.add(summary, countsEvents(dimension));
        }).map([&] { return counts; });
    });
}

DbResult<FirstValues> readFirst(const Source &source, const std::string &site, const PeriodSplit &split, const std::string &dimension)
{
    if (countsEvents(dimension)) // summaries are in the order of views
        return readKept(source, site, split, dimension).map([](const ValueCounts &counts) { return FirstValues(counts); });
    FirstOfSeveral first;
    const std::vector<PeriodSplit::Time> parts = split.keptParts();
    return readSegments(source, site, parts, dimension).and_then([&](const ValueCounts &ofParts) {
        if (!parts.empty())
            first.add(ofParts);
        const Params params = split.wholeParams(site).add(dimension).add(std::int32_t(summaryBeginning));
        return readSummaries(source, "ended_first_values", params, readFirstValues,
            [&](const ValueSummary &summary) { first.add(summary); });
    }).map([&] { return first.finish(); });
}

// The first values are remembered, and all of them only where the first ones are not enough.
DbResult<Ranking> keptRanking(const Source &source, const std::string &site, const PeriodSplit &split,
    const std::string &dimension, const Ranking::Part &part, const ValueCounts &added)
{
    const QByteArray firstKey = split.keptKey('f', site) + QByteArray::fromStdString(dimension);
    auto first = source.cache.find<FirstValues>(firstKey);
    if (!first) {
        auto read = readFirst(source, site, split, dimension);
        if (!read)
            return tl::unexpected(read.error());
        first = std::make_shared<FirstValues>(std::move(*read));
        source.cache.keep(firstKey, first);
    }
    if (auto ranking = first->rankingWith(added, part))
        return std::move(*ranking);

    const QByteArray allKey = split.keptKey('v', site) + QByteArray::fromStdString(dimension);
    auto all = source.cache.find<KeptValues>(allKey);
    if (!all) {
        auto read = readKept(source, site, split, dimension);
        if (!read)
            return tl::unexpected(read.error());
        all = std::make_shared<KeptValues>(std::move(*read));
    }
    if (auto ranking = all->first->rankingWith(added, part)) {
        source.cache.keep(firstKey, all->first);
        return std::move(*ranking);
    }
    source.cache.keep(allKey, all);
    ValueCounts counts = all->counts;
    counts.add(added);
    return counts.ranking(part);
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
    auto ranking = keptRanking(source, site, split, dimension, part, *open);
    if (ranking && !split.open.empty()) {
        for (Ranking::Row &row : ranking->rows)
            row.users.reset();
    }
    return ranking;
}

}
