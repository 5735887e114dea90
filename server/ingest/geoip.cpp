#include "server/ingest/geoip.h"

#include "common/addresslist.h"

#include <QFile>

#include <maxminddb.h>

#include <cstring>

using namespace Qt::StringLiterals;

namespace footfall::server {

void GeoIp::Close::operator()(MMDB_s *database) const
{
    MMDB_close(database);
    delete database;
}

Result<GeoIp> GeoIp::open(const QString &path)
{
    auto database = std::make_unique<MMDB_s>();
    if (const int status = MMDB_open(QFile::encodeName(path).constData(), MMDB_MODE_MMAP, database.get());
        status != MMDB_SUCCESS)
        return invalid(u"%1: %2"_s.arg(path, QString::fromUtf8(MMDB_strerror(status))));
    GeoIp geoIp;
    geoIp.m_database.reset(database.release());
    return geoIp;
}

std::string GeoIp::countryOf(const QHostAddress &address) const
{
    const QHostAddress plain = plainAddress(address);
    sockaddr_storage socketAddress {};
    if (plain.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *ipv4 = reinterpret_cast<sockaddr_in *>(&socketAddress);
        ipv4->sin_family = AF_INET;
        ipv4->sin_addr.s_addr = htonl(plain.toIPv4Address());
    } else {
        auto *ipv6 = reinterpret_cast<sockaddr_in6 *>(&socketAddress);
        ipv6->sin6_family = AF_INET6;
        const Q_IPV6ADDR bytes = plain.toIPv6Address();
        std::memcpy(&ipv6->sin6_addr, &bytes, sizeof bytes);
    }
    int status = MMDB_SUCCESS;
    MMDB_lookup_result_s found
        = MMDB_lookup_sockaddr(m_database.get(), reinterpret_cast<const sockaddr *>(&socketAddress), &status);
    MMDB_entry_data_s code {};
    if (status != MMDB_SUCCESS || !found.found_entry
        || MMDB_get_value(&found.entry, &code, "country", "iso_code", nullptr) != MMDB_SUCCESS || !code.has_data
        || code.type != MMDB_DATA_TYPE_UTF8_STRING || code.data_size != 2)
        return {};
    return {code.utf8_string, code.data_size};
}

}
