#pragma once

#include "common/db/connection.h"

#include <array>

namespace footfall {

// Hashes that nobody outside can aim at: SipHash-2-4 under a 128-bit key that lives in the
// database, so that every worker, and every later one, comes to the same value.
class KeyedHash {
public:
    static DbResult<KeyedHash> load(Connection &connection);
    explicit KeyedHash(const std::array<std::uint8_t, 16> &key)
        : m_key(key)
    {
    }

    std::int64_t user(std::string_view siteId, std::string_view userId) const;
    pgbinary::Bytes16 eventId(std::string_view siteId, std::string_view eventId) const;

private:
    std::array<std::uint8_t, 16> m_key;
};

}
