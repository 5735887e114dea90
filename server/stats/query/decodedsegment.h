#pragma once

#include "common/segment/reader.h"
#include "server/stats/query/sitetexts.h"
#include "server/stats/query/siteusers.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace footfall::server {

// A segment, and of its columns those that were asked for: each is decoded once and stays where it is as
// long as the segment. For any threads. Whatever fails is a damaged segment: Failed.
class DecodedSegment {
public:
    static Result<std::shared_ptr<DecodedSegment>> open(std::string body);

    Result<const SegmentLayout *> layout();
    Result<const SegmentTimes *> times();
    Result<const std::vector<std::uint32_t> *> counts(); // empty: all 1
    // By the dimension's name, prop:NAME too. One that no row has is without texts.
    Result<const SegmentColumn *> column(const std::string &name);

    // By id of that column: the number of its text among all of the site's.
    using Numbers = std::shared_ptr<const std::vector<std::uint32_t>>;
    Result<Numbers> numbers(const std::string &name, SiteTexts &texts);

    // The numbers of its users, kept for the SiteUsers of that serial; null: not kept.
    SiteUsers::Numbers userNumbers(std::uint64_t serial) const;
    void keepUserNumbers(std::uint64_t serial, SiteUsers::Numbers numbers);

    std::size_t bytes() const; // of memory, about

private:
    explicit DecodedSegment(std::string body)
        : m_body(std::move(body))
    {
    }

    struct Column {
        SegmentColumn decoded;
        Numbers numbers;
        std::uint64_t serial = 0; // of the SiteTexts whose numbers they are
    };
    Result<const SegmentLayout *> decodeLayout();
    Result<Column *> decodeColumn(const std::string &name);

    const std::string m_body;
    std::optional<SegmentReader> m_reader; // of the body
    mutable std::mutex m_mutex; // of all below
    std::optional<SegmentLayout> m_layout;
    std::optional<SegmentTimes> m_times;
    std::optional<std::vector<std::uint32_t>> m_counts;
    std::map<std::string, Column> m_columns;
    SiteUsers::Numbers m_userNumbers;
    std::uint64_t m_usersSerial = 0;
    std::size_t m_bytes = 0;
};

}
