#pragma once

#include "server/stats/query/decodedsegment.h"

#include <QByteArray>
#include <QCache>

namespace footfall::server {

// What questions have read, for those to come: segments by their id, which never means another body, and
// the numbers of a site's texts. What was not used for the longest time goes first. For any threads.
class SegmentCache {
public:
    // At most `limit` bytes, beside what questions hold that are not yet answered.
    explicit SegmentCache(std::size_t limit);

    // The most that a question may need of segments, in bytes decompressed.
    std::size_t questionLimit() const { return 2 * m_limit; }

    std::shared_ptr<DecodedSegment> find(std::int64_t id); // null: not here
    // New, or larger since more of it is decoded.
    void keep(std::int64_t id, const std::shared_ptr<DecodedSegment> &segment);

    std::shared_ptr<SiteTexts> texts(const std::string &site, const std::string &dimension); // new, if not here
    void keep(const std::string &site, const std::string &dimension, const std::shared_ptr<SiteTexts> &texts);

    std::size_t bytes() const;

private:
    const std::size_t m_limit;
    mutable std::mutex m_mutex;
    QCache<std::int64_t, std::shared_ptr<DecodedSegment>> m_segments;
    QCache<QByteArray, std::shared_ptr<SiteTexts>> m_texts;
};

}
