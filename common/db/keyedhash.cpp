#include "common/db/keyedhash.h"

#include <sodium.h>

#include <algorithm>
#include <vector>

namespace footfall {

namespace {

// Calls `hash` with the bytes of which site, then which name in it; the length keeps ("ab","c") and ("a","bc")
// apart.
template <typename Hash>
void hashKeyed(std::string_view siteId, std::string_view name, Hash hash)
{
    std::array<unsigned char, 512> place; // enough for all that the rules of events let in
    const std::size_t size = 1 + siteId.size() + name.size();
    std::vector<unsigned char> large(size <= place.size() ? 0 : size);
    unsigned char *const bytes = large.empty() ? place.data() : large.data();
    bytes[0] = static_cast<unsigned char>(siteId.size()); // 1-128
    std::copy(name.begin(), name.end(), std::copy(siteId.begin(), siteId.end(), bytes + 1));
    hash(bytes, size);
}

}

DbResult<KeyedHash> KeyedHash::load(Connection &connection)
{
    const auto rows = connection.run("hash_key");
    if (!rows)
        return tl::unexpected(rows.error());
    std::array<std::uint8_t, 16> key {};
    std::size_t length = 0;
    if (rows->count() != 1
        || sodium_hex2bin(key.data(), key.size(), rows->text(0, 0).data(), rows->text(0, 0).size(), nullptr, &length,
               nullptr)
            != 0
        || length != key.size())
        return tl::unexpected(DbError {"XX000", QStringLiteral("the database has no hash key")});
    return KeyedHash(key);
}

std::int64_t KeyedHash::user(std::string_view siteId, std::string_view userId) const
{
    std::int64_t hash = 0;
    static_assert(sizeof hash == crypto_shorthash_siphash24_BYTES);
    hashKeyed(siteId, userId, [&](const unsigned char *bytes, std::size_t size) {
        crypto_shorthash_siphash24(reinterpret_cast<unsigned char *>(&hash), bytes, size, m_key.data());
    });
    return hash;
}

pgbinary::Bytes16 KeyedHash::eventId(std::string_view siteId, std::string_view eventId) const
{
    pgbinary::Bytes16 hash {};
    hashKeyed(siteId, eventId, [&](const unsigned char *bytes, std::size_t size) {
        crypto_shorthash_siphashx24(hash.data(), bytes, size, m_key.data());
    });
    return hash;
}

}
