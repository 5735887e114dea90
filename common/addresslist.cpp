#include "common/addresslist.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIpv4 = false;
    const quint32 ipv4 = address.toIPv4Address(&isIpv4);
    return isIpv4 ? QHostAddress(ipv4) : address;
}

Result<AddressList> AddressList::parse(const QStringList &list)
{
    AddressList addresses;
    for (const QString &item : list.join(u',').split(u',', Qt::SkipEmptyParts)) {
        const QString text = item.trimmed();
        const auto subnet = QHostAddress::parseSubnet(text);
        // Qt reads "10" as an address too.
        const bool isWhole = text.count(u'.') == 3 || text.contains(u':');
        if (subnet.second < 0 || !isWhole)
            return invalid(u"expected ADDRESS or ADDRESS/PREFIX, not '%1'"_s.arg(item));
        addresses.m_subnets += subnet;
    }
    return addresses;
}

bool AddressList::contains(const QHostAddress &address) const
{
    if (m_subnets.isEmpty())
        return false;
    const QHostAddress plain = plainAddress(address);
    return std::any_of(m_subnets.begin(), m_subnets.end(),
        [&](const auto &subnet) { return plain.isInSubnet(subnet); });
}

}
