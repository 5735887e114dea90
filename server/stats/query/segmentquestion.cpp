#include "server/stats/query/segmentquestion.h"

#include "common/event/event.h"
#include "server/stats/query/siteusers.h"
#include "server/stats/query/usercounts.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace footfall::server {

namespace {

// What a segment has of a question, once it is decoded and selected.
struct Part {
    LoadedSegment segment;
    const SegmentLayout *layout;
    Selection selection;
    const SegmentColumn *values = nullptr;
    DecodedSegment::Numbers numbers;
};

class Counting {
public:
    Counting(const SegmentQuestion &question, std::shared_ptr<SiteTexts> texts)
        : m_question(question)
        , m_times {question.bounds, question.marks}
    {
        m_answer.buckets.resize(m_times.count());
        m_answer.values.texts = std::move(texts);
        m_hasBots = std::any_of(question.filters.begin(), question.filters.end(), [](const Filter &f) { return f.isBot(); });
    }

    Result<void> add(const LoadedSegment &segment)
    {
        auto selection = Selection::of(segment, m_times, m_question.filters);
        if (!selection)
            return tl::unexpected(selection.error());
        if (selection->isEmpty())
            return {};
        const auto layout = segment.decoded->layout();
        if (!layout)
            return tl::unexpected(layout.error());
        Part part {segment, *layout, std::move(*selection), nullptr, {}};
        if (!m_question.dimension.empty()) {
            const auto values = segment.decoded->column(m_question.dimension);
            auto numbers = segment.decoded->numbers(m_question.dimension, *m_answer.values.texts);
            if (!values || !numbers)
                return tl::unexpected(values ? numbers.error() : values.error());
            part.values = *values;
            part.numbers = std::move(*numbers);
        }
        const bool isWhole = part.selection.marks.empty(); // then its figures are known
        if (isWhole)
            addFigures(part.selection.all - 1u, segment.events, segment.views, segment.bots);
        const auto counted = isWhole && !part.values ? Result<void>() : countRows(part);
        m_parts.push_back(std::move(part));
        return counted;
    }

    DbResult<SegmentAnswer> finish(const Source &source)
    {
        const auto counted = m_question.users == CountUsers::Numbered ? numberUsers(source) : DbResult<void>();
        if (!counted)
            return tl::unexpected(counted.error());
        if (m_question.users == CountUsers::OfEach)
            countUsers();
        return std::move(m_answer);
    }

private:
    void countUsers()
    {
        std::vector<UserSource> sources;
        const bool isOfUsers = !m_question.dimension.empty() && m_question.dimension != "bot";
        for (const Part &part : m_parts)
            sources.push_back({part.layout, &part.selection, isOfUsers ? &part.values->ids : nullptr, part.numbers.get()});
        const std::size_t values = m_answer.values.views.size();
        UserCounts users = UserCounts::of(sources, m_answer.buckets.size(), isOfUsers ? values : 0);
        for (std::size_t i = 0; i < m_answer.buckets.size(); ++i)
            m_answer.buckets[i].users = users.ofBuckets[i];
        m_answer.values.users = std::move(users.ofValues);
        m_answer.values.users.resize(values);
        m_answer.values.hasUsers = true;
    }

    // All of one SiteUsers, so that a user who gets a number meanwhile is the same in each segment.
    DbResult<void> numberUsers(const Source &source)
    {
        const auto site = SiteUsers::of(source, m_question.site);
        if (!site)
            return tl::unexpected(site.error());
        std::vector<std::uint64_t> areThere((*site)->numbered() / 64 + 1); // a bit a number
        std::vector<std::uint64_t> unnumbered;
        for (const Part &part : m_parts) {
            const std::vector<std::uint64_t> &users = part.layout->users;
            SiteUsers::Numbers numbers = part.segment.decoded->userNumbers((*site)->serial());
            if (!numbers) {
                auto found = (*site)->numbersOf(source.connection, users);
                if (!found)
                    return tl::unexpected(found.error());
                numbers = std::move(*found);
                part.segment.decoded->keepUserNumbers((*site)->serial(), numbers);
                source.cache.keep(part.segment.id, part.segment.decoded);
                SiteUsers::keep(source.cache, *site);
            }
            for (std::size_t user = 0; user < users.size(); ++user) {
                if (!isSelected(part, user))
                    continue;
                const std::uint32_t number = (*numbers)[user];
                if (number == SiteUsers::none)
                    unnumbered.push_back(users[user]);
                else
                    areThere[number / 64] |= std::uint64_t(1) << number % 64;
            }
        }
        for (std::uint32_t word = 0; word < areThere.size(); ++word) {
            for (std::uint64_t bits = areThere[word]; bits != 0; bits &= bits - 1)
                m_answer.userNumbers.push_back(word * 64 + std::uint32_t(std::countr_zero(bits)));
        }
        std::sort(unnumbered.begin(), unnumbered.end());
        m_answer.unnumberedUsers = std::unique(unnumbered.begin(), unnumbered.end()) - unnumbered.begin();
        return {};
    }

    static bool isSelected(const Part &part, std::size_t user)
    {
        const std::vector<std::uint16_t> &marks = part.selection.marks;
        if (marks.empty())
            return true;
        const auto begin = marks.begin() + part.layout->begins[user], end = marks.begin() + part.layout->begins[user + 1];
        return std::any_of(begin, end, [](std::uint16_t mark) { return mark != 0; });
    }

    void addFigures(std::size_t bucket, std::int64_t events, std::int64_t views, std::int64_t bots)
    {
        Figures &figures = m_answer.buckets[bucket];
        figures.views += views;
        figures.events += events + (m_hasBots ? bots : 0);
        figures.bots += bots;
    }

    // Gives each row the number of events that it stands for: 0 if it is not selected.
    Result<void> weighRows(const Part &part)
    {
        const auto counts = part.segment.decoded->counts();
        if (!counts)
            return tl::unexpected(counts.error());
        m_weights.assign(part.layout->rows, 1);
        if (!(*counts)->empty())
            m_weights = **counts;
        const std::vector<std::uint16_t> &marks = part.selection.marks;
        for (std::size_t row = 0; row < marks.size(); ++row)
            m_weights[row] = marks[row] != 0 ? m_weights[row] : 0;
        return {};
    }

    Result<void> countRows(const Part &part)
    {
        const auto types = part.segment.decoded->column("event_type");
        if (!types)
            return tl::unexpected(types.error());
        return weighRows(part).map([&] {
            const std::uint32_t human = part.layout->humanRows, rows = part.layout->rows;
            const bool isOfBots = m_question.dimension == "bot";
            if (isOfBots)
                countValues(part, human, rows);
            else if (countsEvents(m_question.dimension))
                countValues(part, 0, human);
            sumByBucket(part, human, rows, &Sums::bots);
            sumByBucket(part, 0, human, &Sums::events);
            keepViews(**types, human);
            sumByBucket(part, 0, human, &Sums::views);
            if (!countsEvents(m_question.dimension))
                countValues(part, 0, human);
            for (std::size_t i = 0; i < m_sums.size(); ++i)
                addFigures(i, m_sums[i].events, m_sums[i].views, m_sums[i].bots);
            m_sums.clear();
        });
    }

    struct Sums {
        std::int64_t events = 0, views = 0, bots = 0;
    };
    void sumByBucket(const Part &part, std::uint32_t begin, std::uint32_t end, std::int64_t Sums::*figure)
    {
        const std::vector<std::uint16_t> &marks = part.selection.marks;
        if (marks.empty())
            return;
        m_sums.resize(m_answer.buckets.size());
        if (m_sums.size() == 1)
            m_sums.front().*figure += std::accumulate(m_weights.begin() + begin, m_weights.begin() + end, std::int64_t(0));
        for (std::uint32_t row = begin; m_sums.size() > 1 && row < end; ++row)
            m_sums[marks[row] - (marks[row] != 0)].*figure += m_weights[row]; // 0 where there is no mark
    }

    void keepViews(const SegmentColumn &types, std::uint32_t end)
    {
        std::uint32_t view = ~std::uint32_t(0);
        for (std::uint32_t i = 0; i < types.texts.size(); ++i) {
            if (types.texts[i] == pageView)
                view = i + 1;
        }
        types.ids.visit([&](const auto &ids) {
            for (std::uint32_t row = 0; row < end; ++row)
                m_weights[row] = ids[row] == view ? m_weights[row] : 0;
        });
    }

    // By the segment's own ids first, which are few and close together.
    void countValues(const Part &part, std::uint32_t begin, std::uint32_t end)
    {
        if (!part.values)
            return;
        m_byId.assign(part.numbers->size(), 0);
        part.values->ids.visit([&](const auto &ids) {
            for (std::uint32_t row = begin; row < end; ++row)
                m_byId[ids[row]] += m_weights[row];
        });
        std::vector<std::int64_t> &views = m_answer.values.views;
        for (std::size_t id = 1; id < m_byId.size(); ++id) {
            const std::uint32_t number = (*part.numbers)[id];
            if (number >= views.size())
                views.resize(std::max<std::size_t>(number + std::size_t(1), 2 * views.size()));
            views[number] += m_byId[id];
        }
    }

    const SegmentQuestion &m_question;
    const TimeBuckets m_times;
    bool m_hasBots = false;
    SegmentAnswer m_answer;
    std::vector<Part> m_parts;
    // Of the segment that is being counted:
    std::vector<std::uint32_t> m_weights; // by row
    std::vector<std::int64_t> m_byId;
    std::vector<Sums> m_sums; // by bucket
};

// What is of any bucket, without days of none between: no segment is in two of these times.
std::vector<std::pair<Timestamp, Timestamp>> timesOf(const SegmentQuestion &question)
{
    if (question.marks.empty())
        return {{question.bounds.front(), question.bounds.back()}};
    std::vector<std::pair<Timestamp, Timestamp>> times;
    for (std::size_t i = 0; i < question.marks.size(); ++i) {
        if (question.marks[i] == 0)
            continue;
        if (!times.empty() && utcDay(question.bounds[i]) <= utcDay(times.back().second))
            times.back().second = question.bounds[i + 1];
        else
            times.emplace_back(question.bounds[i], question.bounds[i + 1]);
    }
    return times;
}

}

void SegmentQuestion::addBucket(Timestamp begin, Timestamp end, std::uint16_t mark)
{
    if (bounds.empty() || bounds.back() != begin) {
        if (!bounds.empty())
            marks.push_back(0);
        bounds.push_back(begin);
    }
    marks.push_back(mark);
    bounds.push_back(end);
}

DbResult<SegmentAnswer> askSegments(const Source &source, const SegmentQuestion &question)
{
    if (question.bounds.size() < 2)
        return SegmentAnswer();
    Q_ASSERT(question.bounds.size() - 1 <= Selection::mostBuckets);
    const auto texts = question.dimension.empty() ? nullptr : source.cache.texts(question.site, question.dimension);
    Counting counting(question, texts);
    for (const auto &[begin, end] : timesOf(question)) {
        const auto loaded = loadSegments(
            source, question.site, begin, end, [&](const LoadedSegment &segment) { return counting.add(segment); });
        if (!loaded)
            return tl::unexpected(loaded.error());
    }
    if (texts)
        source.cache.keep(question.site, question.dimension, texts);
    return counting.finish(source);
}

}
