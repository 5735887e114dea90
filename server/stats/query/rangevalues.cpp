#include "server/stats/query/rangevalues.h"

#include "common/segment/valuesummary.h"

namespace footfall::server {

namespace {

struct KeptValues : Cached {
    ValueCounts counts;

    std::size_t bytes() const override
    {
        return sizeof *this + counts.views.capacity() * sizeof counts.views[0] + counts.users.capacity() * sizeof counts.users[0];
    }
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

DbResult<void> addSegments(const Source &source, const std::string &site, const std::vector<PeriodSplit::Time> &times,
    const std::string &dimension, ValueCounts &counts)
{
    if (times.empty())
        return {};
    SegmentQuestion question {site, {}, {}, dimension};
    for (const PeriodSplit::Time &time : times)
        question.addBucket(time.begin, time.end, 1);
    question.users = CountUsers::No;
    return askSegments(source, question).map([&](const SegmentAnswer &answer) { counts.add(answer.values); });
}

DbResult<std::shared_ptr<KeptValues>> readKept(const Source &source, const std::string &site, const PeriodSplit &split,
    const std::string &dimension, std::shared_ptr<SiteTexts> texts)
{
    auto kept = std::make_shared<KeptValues>();
    kept->counts.texts = std::move(texts);
    kept->counts.hasUsers = split.kept.size() == 1 && split.kept.front().kind != PeriodSplit::Kind::PartOfDay;
    Result<void> added;
    const auto read = source.connection.each("ended_values", split.wholeParams(site).add(dimension), [&](const Rows &row) {
        const auto summary = readSummary(row.text(0, 0));
        if (!summary) {
            added = tl::unexpected(summary.error());
            return;
        }
        kept->counts.hasUsers = kept->counts.hasUsers && summary->hasUsers;
        addSummary(kept->counts, *summary, dimension);
    });
    if (!read)
        return tl::unexpected(read.error());
    if (!added)
        return tl::unexpected(DbError {dataCorrupted, added.error().message});
    return addSegments(source, site, split.keptParts(), dimension, kept->counts).map([&] { return kept; });
}

}

DbResult<ValueCounts> rangeValues(const Source &source, const std::string &site, Timestamp begin, Timestamp end,
    const KeptPeriods &periods, const std::string &dimension)
{
    const PeriodSplit split = PeriodSplit::of(periods, begin, end);
    const auto texts = source.cache.texts(site, dimension);
    const QByteArray key = split.keptKey('v', site) + QByteArray::fromStdString(dimension);
    auto kept = source.cache.find<KeptValues>(key);
    if (!kept || kept->counts.texts->serial() != texts->serial()) {
        auto read = readKept(source, site, split, dimension, texts);
        if (!read)
            return tl::unexpected(read.error());
        kept = std::move(*read);
        source.cache.keep(site, dimension, texts);
        source.cache.keep(key, kept);
    }
    ValueCounts counts = kept->counts;
    counts.hasUsers = counts.hasUsers && split.open.empty();
    return addSegments(source, site, split.open, dimension, counts).map([&] { return counts; });
}

}
