#include "server/stats/query/segmentcache.h"

namespace footfall::server {

namespace {

constexpr std::size_t shareOfOthers = 4; // of the limit; what takes more is made for each question anew

QByteArray textsKey(const std::string &site, const std::string &dimension)
{
    return siteKey('t', site) + QByteArray::fromStdString(dimension);
}

template <typename Cache>
auto found(Cache &cache, const auto &key)
{
    const auto *item = cache.object(key);
    return item ? *item : nullptr;
}

}

QByteArray siteKey(char letter, const std::string &site)
{
    return QByteArray(1, letter) + QByteArray::number(qsizetype(site.size())) + ' ' + QByteArray::fromStdString(site);
}

SegmentCache::SegmentCache(std::size_t limit)
    : m_limit(limit)
    , m_segments(qsizetype(limit - limit / shareOfOthers))
    , m_others(qsizetype(limit / shareOfOthers))
{
}

std::shared_ptr<DecodedSegment> SegmentCache::find(std::int64_t id)
{
    const std::lock_guard lock(m_mutex);
    return found(m_segments, id);
}

void SegmentCache::keep(std::int64_t id, const std::shared_ptr<DecodedSegment> &segment)
{
    const std::lock_guard lock(m_mutex);
    m_segments.insert(id, new std::shared_ptr<DecodedSegment>(segment), qsizetype(segment->bytes()));
}

std::shared_ptr<Cached> SegmentCache::findCached(const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    return found(m_others, key);
}

void SegmentCache::keep(const QByteArray &key, const std::shared_ptr<Cached> &cached)
{
    const std::lock_guard lock(m_mutex);
    m_others.insert(key, new std::shared_ptr<Cached>(cached), qsizetype(cached->bytes()) + key.size());
}

std::shared_ptr<SiteTexts> SegmentCache::texts(const std::string &site, const std::string &dimension)
{
    const auto known = find<SiteTexts>(textsKey(site, dimension));
    return known ? known : std::make_shared<SiteTexts>();
}

void SegmentCache::keep(
    const std::string &site, const std::string &dimension, const std::shared_ptr<SiteTexts> &texts)
{
    keep(textsKey(site, dimension), texts);
}

std::size_t SegmentCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return std::size_t(m_segments.totalCost() + m_others.totalCost());
}

}
