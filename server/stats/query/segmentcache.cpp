#include "server/stats/query/segmentcache.h"

namespace footfall::server {

namespace {

// Of the limit; texts that take more are numbered for each question anew.
constexpr std::size_t shareOfTexts = 8;

QByteArray keyOf(const std::string &site, const std::string &dimension)
{
    return QByteArray::fromStdString(std::to_string(site.size()) + site + dimension);
}

template <typename Cache>
auto found(Cache &cache, const auto &key)
{
    const auto *item = cache.object(key);
    return item ? *item : nullptr;
}

}

SegmentCache::SegmentCache(std::size_t limit)
    : m_limit(limit)
    , m_segments(qsizetype(limit - limit / shareOfTexts))
    , m_texts(qsizetype(limit / shareOfTexts))
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

std::shared_ptr<SiteTexts> SegmentCache::texts(const std::string &site, const std::string &dimension)
{
    const std::lock_guard lock(m_mutex);
    const auto known = found(m_texts, keyOf(site, dimension));
    return known ? known : std::make_shared<SiteTexts>();
}

void SegmentCache::keep(
    const std::string &site, const std::string &dimension, const std::shared_ptr<SiteTexts> &texts)
{
    const std::lock_guard lock(m_mutex);
    m_texts.insert(keyOf(site, dimension), new std::shared_ptr<SiteTexts>(texts), qsizetype(texts->bytes()));
}

std::size_t SegmentCache::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return std::size_t(m_segments.totalCost() + m_texts.totalCost());
}

}
