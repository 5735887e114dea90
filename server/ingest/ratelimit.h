#pragma once

#include "common/timestamp.h"

#include <QHostAddress>

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <vector>

namespace footfall::server {

// How many events one client address may send: a bucket of `burst` tokens for each IPv4
// address or IPv6 /64 (what one subscriber has), filled with `perSecond` a second. Loopback is
// never limited. Any thread may call.
//
// The buckets are in a table of fixed size, 1 MiB, in sets of eight. A newcomer takes the place
// of the fullest bucket of its set: one that is full again says nothing, and to push out an
// exhausted one, seven others of its set have to be exhausted as well. Which addresses share a
// set depends on a key that is made at the start, so nobody can choose them.
class RateLimit {
public:
    struct Limits {
        std::int64_t perSecond = 0; // 0: no limit at all; at most 10^9
        std::int64_t burst = 1; // at most 10^9
    };
    // `steady`: a clock that is never set back.
    RateLimit(Limits limits, Clock steady);

    // Takes the one token that any request costs. Without one: how long until there is one.
    std::chrono::microseconds admit(const QHostAddress &client);

    // Takes more, for what turned out to be in a request that was admitted; also what is not
    // there, and then the next requests wait for it. So a refusal costs no parsing.
    void charge(const QHostAddress &client, std::int64_t tokens);

    // Takes so many if they are there, else none.
    bool spend(const QHostAddress &client, std::int64_t tokens);

    const Limits &limits() const { return m_limits; }
    std::int64_t refusals() const { return m_refusals; } // requests, since the start

private:
    // When it will be full again: all that has to be remembered of a bucket (the generic cell
    // rate algorithm, ITU-T I.371). In nanoseconds, on the steady clock.
    struct Bucket {
        std::uint64_t client = 0;
        std::int64_t fullAt = 0;
    };
    using Set = std::array<Bucket, 8>;

    bool isLimited(const QHostAddress &client) const;
    std::int64_t take(const QHostAddress &client, std::int64_t tokens);
    std::uint64_t hashOf(const QHostAddress &client) const;
    Bucket &bucketOf(std::uint64_t client);
    std::int64_t nanosNow() const { return m_clock() * 1'000; }

    const Limits m_limits;
    const std::int64_t m_perToken; // nanoseconds
    const Clock m_clock;
    std::array<unsigned char, 16> m_key;
    std::mutex m_mutex;
    std::vector<Set> m_sets;
    std::atomic<std::int64_t> m_refusals = 0;
};

}
