#pragma once

#include "common/segment/reader.h"
#include "server/stats/query/cached.h"
#include "server/stats/query/source.h"

#include <QHash>

#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace footfall::server {

// Which numbers the users of a site have, as of one version of the numbers that were given: to compare users
// of segments with the sets of ended periods. For any threads.
class SiteUsers : public Cached {
public:
    static constexpr std::uint32_t none = ~std::uint32_t(0); // came on no day of which a set is kept

    // As of the snapshot that the connection reads.
    static DbResult<std::shared_ptr<SiteUsers>> of(const Source &source, const std::string &site);

    // Keeps it, larger than it was.
    static void keep(SegmentCache &cache, const std::shared_ptr<SiteUsers> &users);

    // The numbers of these users, from what is known or from the database: a probe for each that is not. In
    // the thread of the connection, which reads a snapshot of this version.
    using Numbers = std::shared_ptr<const std::vector<std::uint32_t>>;
    DbResult<Numbers> numbersOf(Connection &connection, std::span<const std::uint64_t> users);

    // Different for each SiteUsers that there ever was in this process.
    std::uint64_t serial() const { return m_serial; }
    std::uint32_t numbered() const { return m_numbered; } // all numbers are below
    std::size_t bytes() const override;

private:
    SiteUsers(std::string site, std::int64_t version, std::uint32_t numbered);
    void takeNumbers(const SiteUsers &other); // none of which ever changes
    DbResult<void> lookUp(Connection &connection, std::span<const std::uint64_t> users);

    const std::string m_site;
    const std::uint64_t m_serial;
    const std::int64_t m_version;
    const std::uint32_t m_numbered;
    mutable std::mutex m_mutex;
    QHash<quint64, quint32> m_numbers; // by hash
};

}
