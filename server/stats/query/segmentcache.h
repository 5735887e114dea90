#pragma once

#include "server/stats/query/cached.h"
#include "server/stats/query/decodedsegment.h"

#include <QByteArray>
#include <QCache>

namespace footfall::server {

// What questions have read, for those to come: segments by their id, which never means another body, and
// what was made of them, by a key that says of what. What was not used for the longest time goes first. For
// any threads.
class SegmentCache {
public:
    // At most `limit` bytes, beside what questions hold that are not yet answered.
    explicit SegmentCache(std::size_t limit);

    // The most that a question may need of segments, in bytes decompressed.
    std::size_t questionLimit() const { return 2 * m_limit; }

    std::shared_ptr<DecodedSegment> find(std::int64_t id); // null: not here
    // New, or larger since more of it is decoded.
    void keep(std::int64_t id, const std::shared_ptr<DecodedSegment> &segment);

    // `key` begins with a letter that says the type; null: not here.
    template <typename T>
    std::shared_ptr<T> find(const QByteArray &key)
    {
        return std::static_pointer_cast<T>(findCached(key));
    }
    void keep(const QByteArray &key, const std::shared_ptr<Cached> &cached);

    std::shared_ptr<SiteTexts> texts(const std::string &site, const std::string &dimension); // new, if not here
    void keep(const std::string &site, const std::string &dimension, const std::shared_ptr<SiteTexts> &texts);

    std::size_t bytes() const;

private:
    std::shared_ptr<Cached> findCached(const QByteArray &key);

    const std::size_t m_limit;
    mutable std::mutex m_mutex;
    QCache<std::int64_t, std::shared_ptr<DecodedSegment>> m_segments;
    QCache<QByteArray, std::shared_ptr<Cached>> m_others;
};

// The first part of a key: its letter and the site.
QByteArray siteKey(char letter, const std::string &site);

}
