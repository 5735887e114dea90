#pragma once

#include "common/result.h"

#include <QByteArray>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace footfall::server {

// The sites that are registered, and from the pages of which origins each takes events.
class SiteList {
public:
    using Origins = std::vector<std::string>; // empty: of any

    // The form that it is kept in on disk (docs/protocol.md).
    static Result<SiteList> fromJson(const QByteArray &json);
    QByteArray toJson() const;

    void add(std::string siteId, Origins origins);
    const Origins *find(std::string_view siteId) const; // nullptr: not registered
    bool hasOrigins() const { return m_hasOrigins; } // some site lists them

    bool operator==(const SiteList &) const = default;

private:
    // Finds by a string_view, without a copy of it.
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    std::unordered_map<std::string, Origins, Hash, std::equal_to<>> m_sites;
    bool m_hasOrigins = false;
};

}
