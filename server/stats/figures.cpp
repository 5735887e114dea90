#include "server/stats/figures.h"

#include "common/userset.h"
#include "server/stats/query/segmentcache.h"
#include "server/stats/query/segmentquestion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr Timestamp ahead = 7 * microsPerDay; // events are of a day ahead at most, by another machine's clock

// What is kept of a bucket: of parts of days the figures, of all the users.
struct KeptBucket : Cached {
    Figures parts;
    UserSet users;

    std::size_t bytes() const override { return sizeof *this + users.memory(); }
};

// A bucket that does not change as long as what is kept of it does not.
struct EndedBucket : Cached {
    Figures figures;

    std::size_t bytes() const override { return sizeof *this; }
};

void add(Figures &figures, const Figures &other)
{
    figures.views += other.views;
    figures.events += other.events;
    figures.bots += other.bots;
}

bool isPart(const PeriodSplit::Kept &kept)
{
    return kept.kind == PeriodSplit::Kind::PartOfDay;
}

// A question about those times, which are one bucket, and about nothing between them.
SegmentQuestion questionOf(const std::string &site, const std::vector<PeriodSplit::Time> &times)
{
    SegmentQuestion question {site, {}};
    for (const PeriodSplit::Time &time : times)
        question.addBucket(time.begin, time.end, 1);
    question.users = CountUsers::Numbered;
    return question;
}

// The figures of buckets without a filter.
class BucketFigures {
public:
    BucketFigures(const Source &source, const std::string &site, const std::vector<Timestamp> &bounds)
        : m_source(source)
        , m_site(site)
        , m_bounds(bounds)
        , m_figures(bounds.size() - 1)
    {
    }

    DbResult<std::vector<Figures>> count(const KeptPeriods &periods)
    {
        std::vector<std::size_t> walked; // buckets that segments alone answer
        std::vector<std::pair<std::size_t, PeriodSplit>> united; // those that sets of users are part of
        for (std::size_t i = 0; i < m_figures.size(); ++i) {
            PeriodSplit split = PeriodSplit::of(periods, m_bounds[i], m_bounds[i + 1]);
            m_figures[i] = {split.views, split.events, split.bots};
            const auto parts = std::count_if(split.kept.begin(), split.kept.end(), isPart);
            const bool hasSets = std::ssize(split.kept) > parts;
            if (split.isOnePeriod()) {
                m_figures[i].users = split.kept.front().period.users;
            } else if (hasSets || (!split.open.empty() && !split.kept.empty())) {
                united.emplace_back(i, std::move(split));
            } else if (!split.open.empty() || !isKnown(i, split)) {
                walked.push_back(i);
            }
        }
        DbResult<void> done = walk(walked);
        for (auto bucket = united.begin(); done && bucket != united.end(); ++bucket)
            done = unite(bucket->second, m_figures[bucket->first]);
        if (!done)
            return tl::unexpected(done.error());
        return std::move(m_figures);
    }

private:
    // Of parts of kept days: they are, once they were counted.
    bool isKnown(std::size_t bucket, const PeriodSplit &split)
    {
        if (split.kept.empty())
            return true;
        QByteArray key = split.keptKey('e', m_site);
        if (const auto known = m_source.cache.find<EndedBucket>(key)) {
            m_figures[bucket] = known->figures;
            return true;
        }
        m_unknown.emplace_back(bucket, std::move(key));
        return false;
    }

    DbResult<void> walk(const std::vector<std::size_t> &buckets)
    {
        return walkThose(buckets).map([&] {
            for (const auto &[bucket, key] : m_unknown) {
                const auto ended = std::make_shared<EndedBucket>();
                ended->figures = m_figures[bucket];
                m_source.cache.keep(key, ended);
            }
        });
    }

    // All at once, or half of them after the other where that is too much.
    DbResult<void> walkThose(std::span<const std::size_t> buckets)
    {
        if (buckets.empty())
            return {};
        SegmentQuestion question {m_site, {}};
        for (std::size_t i = 0; i < buckets.size(); ++i)
            question.addBucket(m_bounds[buckets[i]], m_bounds[buckets[i] + 1], std::uint16_t(i + 1));
        const auto answer = askSegments(m_source, question);
        if (!answer && answer.error().sqlState == questionTooLarge && buckets.size() > 1) {
            return walkThose(buckets.first(buckets.size() / 2)).and_then([&] {
                return walkThose(buckets.subspan(buckets.size() / 2));
            });
        }
        if (!answer)
            return tl::unexpected(answer.error());
        for (std::size_t i = 0; i < buckets.size(); ++i)
            m_figures[buckets[i]] = answer->buckets[i];
        return {};
    }

    // Users of the kept periods as a set; beside it those of what is not kept.
    DbResult<void> unite(const PeriodSplit &split, Figures &figures)
    {
        const QByteArray key = split.keptKey('k', m_site);
        auto kept = m_source.cache.find<KeptBucket>(key);
        if (!kept) {
            auto read = readKept(split);
            if (!read)
                return tl::unexpected(read.error());
            kept = std::move(*read);
            m_source.cache.keep(key, kept);
        }
        add(figures, kept->parts);
        figures.users = std::int64_t(kept->users.size());
        if (split.open.empty())
            return {};
        return askSegments(m_source, questionOf(m_site, split.open)).map([&](const SegmentAnswer &open) {
            add(figures, open.buckets.front());
            figures.users += std::int64_t(UserSet::of(open.userNumbers).sizeWithout(kept->users)) + open.unnumberedUsers;
        });
    }

    DbResult<std::shared_ptr<KeptBucket>> readKept(const PeriodSplit &split)
    {
        auto kept = std::make_shared<KeptBucket>();
        const std::vector<PeriodSplit::Time> parts = split.keptParts();
        bool isBroken = false;
        const auto read = m_source.connection.each("ended_users", split.wholeParams(m_site), [&](const Rows &row) {
            if (const auto set = UserSet::read(row.text(0, 0)))
                kept->users.add(*set);
            else
                isBroken = true;
        });
        if (!read)
            return tl::unexpected(read.error());
        if (!parts.empty()) {
            const auto answer = askSegments(m_source, questionOf(m_site, parts));
            if (!answer)
                return tl::unexpected(answer.error());
            kept->parts = answer->buckets.front();
            kept->users.add(UserSet::of(answer->userNumbers));
            isBroken = isBroken || answer->unnumberedUsers > 0; // whoever comes on a kept day has a number
        }
        if (isBroken)
            return tl::unexpected(DbError {dataCorrupted, u"ended_periods: not the users of these days"_s});
        kept->users.size(); // from now on any threads read it
        return kept;
    }

    const Source &m_source;
    const std::string &m_site;
    const std::vector<Timestamp> &m_bounds;
    std::vector<Figures> m_figures;
    std::vector<std::pair<std::size_t, QByteArray>> m_unknown; // buckets to keep, and their keys
};

}

DbResult<std::vector<Figures>> figuresOf(const Source &source, const std::string &site,
    const std::vector<Timestamp> &bounds, const std::optional<Filter> &filter)
{
    if (bounds.size() < 2)
        return std::vector<Figures>();
    if (filter)
        return askSegments(source, {site, bounds, {*filter}, {}}).map([](SegmentAnswer answer) { return std::move(answer.buckets); });
    return keptWithin(source, site, bounds.front(), bounds.back()).and_then([&](const KeptPeriods &periods) {
        return figuresOf(source, site, bounds, periods);
    });
}

DbResult<std::vector<Figures>> figuresOf(const Source &source, const std::string &site,
    const std::vector<Timestamp> &bounds, const KeptPeriods &periods)
{
    return BucketFigures(source, site, bounds).count(periods);
}

DbResult<KeptPeriods> keptWithin(const Source &source, const std::string &site, Timestamp begin, Timestamp end)
{
    if (begin >= end)
        return KeptPeriods();
    return KeptPeriods::read(source.connection, site, utcDay(begin), utcDay(end - 1));
}

std::vector<Timestamp> possibleTime(std::vector<Timestamp> bounds, Timestamp now)
{
    const Timestamp latest = utcDay(now + ahead) * microsPerDay;
    for (Timestamp &bound : bounds)
        bound = std::clamp(bound, earliestTimestamp, std::max(latest, earliestTimestamp));
    return bounds;
}

}
