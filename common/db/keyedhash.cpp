#include "common/db/keyedhash.h"

#include <sodium.h>

#include <cstring>

namespace footfall {

namespace {

// Which site, then which name in it; the length keeps ("ab","c") and ("a","bc") apart.
std::string keyed(std::string_view siteId, std::string_view name)
{
    std::string text(1, char(siteId.size())); // 1-128
    text += siteId;
    text += name;
    return text;
}

const unsigned char *bytes(const std::string &text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
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
    const std::string text = keyed(siteId, userId);
    std::int64_t hash = 0;
    static_assert(sizeof hash == crypto_shorthash_siphash24_BYTES);
    crypto_shorthash_siphash24(reinterpret_cast<unsigned char *>(&hash), bytes(text), text.size(), m_key.data());
    return hash;
}

pgbinary::Bytes16 KeyedHash::eventId(std::string_view siteId, std::string_view eventId) const
{
    const std::string text = keyed(siteId, eventId);
    pgbinary::Bytes16 hash {};
    crypto_shorthash_siphashx24(hash.data(), bytes(text), text.size(), m_key.data());
    return hash;
}

}
