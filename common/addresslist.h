#pragma once

#include "common/result.h"

#include <QHostAddress>
#include <QList>
#include <QStringList>

namespace footfall {

// An IPv4 address is itself even where it comes as ::ffff:1.2.3.4, as it does on a socket that
// takes both families.
QHostAddress plainAddress(const QHostAddress &address);

// Addresses and subnets, as an option names them. Immutable, so any thread may ask.
class AddressList {
public:
    AddressList() = default; // none

    // Each of the list is ADDRESS or ADDRESS/PREFIX, or several of these with commas between
    // them; an error names the one that is neither.
    static Result<AddressList> parse(const QStringList &list);

    bool contains(const QHostAddress &address) const;

private:
    QList<std::pair<QHostAddress, int>> m_subnets;
};

}
