#include "server/stats/query/siteusers.h"

#include "server/stats/query/segmentcache.h"

namespace footfall::server {

namespace {

constexpr std::size_t usersAtATime = 100'000;
constexpr std::size_t bytesOfUser = 24; // in the hash table, some of whose places are free

}

SiteUsers::SiteUsers(std::string site, std::int64_t version, std::uint32_t numbered)
    : m_site(std::move(site))
    , m_serial(nextSerial())
    , m_version(version)
    , m_numbered(numbered)
{
}

DbResult<std::shared_ptr<SiteUsers>> SiteUsers::of(const Source &source, const std::string &site)
{
    return source.connection.run("user_count", Params().add(site)).map([&](const Rows &rows) {
        const std::int64_t version = rows.count() > 0 ? rows.number(0, 0) : 0;
        const auto numbered = rows.count() > 0 ? std::uint32_t(rows.number(0, 1)) : 0;
        const auto known = source.cache.find<SiteUsers>(siteKey('u', site));
        if (known && known->m_version == version)
            return known;
        const std::shared_ptr<SiteUsers> users(new SiteUsers(site, version, numbered));
        if (known)
            users->takeNumbers(*known);
        keep(source.cache, users);
        return users;
    });
}

void SiteUsers::keep(SegmentCache &cache, const std::shared_ptr<SiteUsers> &users)
{
    cache.keep(siteKey('u', users->m_site), users);
}

void SiteUsers::takeNumbers(const SiteUsers &other)
{
    const std::lock_guard lock(other.m_mutex);
    for (auto user = other.m_numbers.begin(); user != other.m_numbers.end(); ++user) {
        if (*user != none && *user < m_numbered)
            m_numbers.insert(user.key(), *user);
    }
}

DbResult<SiteUsers::Numbers> SiteUsers::numbersOf(Connection &connection, std::span<const std::uint64_t> users)
{
    std::vector<std::uint64_t> unknown;
    {
        const std::lock_guard lock(m_mutex);
        for (const std::uint64_t user : users) {
            if (!m_numbers.contains(user))
                unknown.push_back(user);
        }
    }
    for (std::span<const std::uint64_t> rest = unknown; !rest.empty();) {
        const auto some = rest.first(std::min(rest.size(), usersAtATime));
        if (const auto done = lookUp(connection, some); !done)
            return tl::unexpected(done.error());
        rest = rest.subspan(some.size());
    }
    auto numbers = std::make_shared<std::vector<std::uint32_t>>();
    numbers->reserve(users.size());
    const std::lock_guard lock(m_mutex);
    for (const std::uint64_t user : users)
        numbers->push_back(m_numbers.value(user, none));
    return numbers;
}

DbResult<void> SiteUsers::lookUp(Connection &connection, std::span<const std::uint64_t> users)
{
    std::vector<std::pair<std::uint64_t, std::uint32_t>> found;
    const auto read = connection.each("numbers_of_users",
        Params().add(m_site).addArray(users, [](std::uint64_t user) { return std::int64_t(user); }),
        [&](const Rows &row) { found.emplace_back(std::uint64_t(row.number(0, 0)), std::uint32_t(row.number(0, 1))); });
    if (!read)
        return read;
    const std::lock_guard lock(m_mutex);
    for (const std::uint64_t user : users)
        m_numbers.insert(user, none);
    for (const auto &[user, number] : found)
        m_numbers[user] = number;
    return {};
}

std::size_t SiteUsers::bytes() const
{
    const std::lock_guard lock(m_mutex);
    return sizeof *this + std::size_t(m_numbers.capacity()) * bytesOfUser;
}

}
