#pragma once

#include "common/result.h"

#include <QHostAddress>

#include <memory>
#include <string>

struct MMDB_s;

namespace footfall::server {

// Countries by address, from a file in MaxMind's format (GeoLite2-Country, DB-IP and others have
// it). It is mapped into memory, never written. Any thread may ask.
class GeoIp {
public:
    // An error names the file and says what is wrong with it.
    static Result<GeoIp> open(const QString &path);

    // ISO 3166-1, two letters; empty: unknown.
    std::string countryOf(const QHostAddress &address) const;

private:
    struct Close {
        void operator()(MMDB_s *database) const;
    };
    std::unique_ptr<MMDB_s, Close> m_database;
};

}
