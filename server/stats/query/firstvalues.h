#pragma once

#include "common/segment/valuesummary.h"
#include "server/stats/query/cached.h"
#include "server/stats/query/valuecounts.h"

namespace footfall::server {

// The first of many values: what most questions need of them, in a small part of the memory.
class FirstValues : public Cached {
public:
    explicit FirstValues(const ValueCounts &all);

    // That of all values with the views that were `added`; nullopt, if only all of them can say it.
    std::optional<Ranking> rankingWith(const ValueCounts &added, const Ranking::Part &part) const;

    std::size_t bytes() const override;

private:
    friend class FirstOfSeveral;
    FirstValues() = default;
    static constexpr std::int64_t unknown = -1;

    std::vector<Ranking::Row> m_rows; // in order, with all their views
    std::int64_t m_most = 0; // views of any other, which comes behind them; 0: there are no others
    std::int64_t m_total = unknown; // of values
    bool m_hasUsers = false;
};

// Finds the first values of several periods by the first ones of each: those that have more views, of which none
// are missing, than any other can have. Not where countsEvents().
class FirstOfSeveral {
public:
    void add(const ValueCounts &all); // of a period
    void add(const ValueSummary &first);
    FirstValues finish(); // once, at the end

private:
    ValueCounts m_counts {std::make_shared<SiteTexts>()};
    std::vector<std::int64_t> m_mostSeen; // by number: the sum of `most` of the periods that have it
    std::int64_t m_most = 0; // the views of a value that no period has among its first, at most
    std::int64_t m_viewed = 0;
    int m_periods = 0;
};

}
