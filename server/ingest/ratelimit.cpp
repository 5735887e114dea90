#include "server/ingest/ratelimit.h"

#include "common/addresslist.h"

#include <sodium.h>

#include <algorithm>

namespace footfall::server {

namespace {

constexpr std::size_t setCount = 8'192; // of eight: 65,536 addresses
constexpr std::int64_t nanosPerSecond = 1'000'000'000;

}

RateLimit::RateLimit(Limits limits, Clock steady)
    : m_limits(limits)
    , m_perToken(nanosPerSecond / std::max<std::int64_t>(limits.perSecond, 1))
    , m_clock(std::move(steady))
    , m_sets(limits.perSecond > 0 ? setCount : 0)
{
    randombytes_buf(m_key.data(), m_key.size());
}

bool RateLimit::isLimited(const QHostAddress &client) const
{
    return m_limits.perSecond > 0 && !client.isLoopback();
}

std::chrono::microseconds RateLimit::admit(const QHostAddress &client)
{
    const std::int64_t early = take(client, 1);
    if (early <= 0)
        return {};
    ++m_refusals;
    return std::chrono::ceil<std::chrono::microseconds>(std::chrono::nanoseconds(early));
}

bool RateLimit::spend(const QHostAddress &client, std::int64_t tokens)
{
    return take(client, tokens) <= 0;
}

// Takes the tokens if they are there; else by how many nanoseconds it is too early for them.
std::int64_t RateLimit::take(const QHostAddress &client, std::int64_t tokens)
{
    if (!isLimited(client))
        return 0;
    const std::uint64_t hash = hashOf(client);
    const std::lock_guard lock(m_mutex);
    const std::int64_t now = nanosNow();
    Bucket &bucket = bucketOf(hash);
    const std::int64_t fullAt = std::max(bucket.fullAt, now) + tokens * m_perToken;
    const std::int64_t early = fullAt - now - m_limits.burst * m_perToken;
    if (early <= 0)
        bucket.fullAt = fullAt;
    return early;
}

void RateLimit::charge(const QHostAddress &client, std::int64_t tokens)
{
    if (!isLimited(client) || tokens <= 0)
        return;
    const std::uint64_t hash = hashOf(client);
    const std::lock_guard lock(m_mutex);
    Bucket &bucket = bucketOf(hash);
    bucket.fullAt = std::max(bucket.fullAt, nanosNow()) + tokens * m_perToken;
}

std::uint64_t RateLimit::hashOf(const QHostAddress &client) const
{
    const QHostAddress plain = plainAddress(client);
    std::array<unsigned char, 9> bytes {};
    if (plain.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 ipv4 = plain.toIPv4Address();
        bytes[0] = 4;
        std::copy_n(reinterpret_cast<const unsigned char *>(&ipv4), 4, bytes.begin() + 1);
    } else {
        bytes[0] = 6;
        std::copy_n(plain.toIPv6Address().c, 8, bytes.begin() + 1);
    }
    std::uint64_t hash = 0;
    crypto_shorthash(reinterpret_cast<unsigned char *>(&hash), bytes.data(), bytes.size(), m_key.data());
    return hash;
}

RateLimit::Bucket &RateLimit::bucketOf(std::uint64_t client)
{
    Set &set = m_sets[client % setCount];
    const auto known = std::find_if(set.begin(), set.end(), [&](const Bucket &b) { return b.client == client; });
    if (known != set.end())
        return *known;
    const auto fullest = std::min_element(
        set.begin(), set.end(), [](const Bucket &a, const Bucket &b) { return a.fullAt < b.fullAt; });
    *fullest = {client, 0};
    return *fullest;
}

}
