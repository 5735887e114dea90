#pragma once

#include "server/stats/query/cached.h"
#include "server/stats/query/valuecounts.h"

namespace footfall::server {

// The first of many values: what most questions need of them, in a small part of the memory.
class FirstValues : public Cached {
public:
    explicit FirstValues(const ValueCounts &all);

    // That of all of them with the views that were `added`; nullopt, if only all of them can say it.
    std::optional<Ranking> rankingWith(const ValueCounts &added, const Ranking::Part &part) const;

    std::size_t bytes() const override;

private:
    Ranking m_first;
    bool m_hasUsers;
};

}
