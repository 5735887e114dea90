#pragma once

#include <QDateTime>

class QAbstractItemModel;
class QObject;

namespace footfall::dashboard {

// The time zones that this system knows, by IANA name (PlainRole too), and beside each how far
// its clocks are from UTC at `now`: a table to choose from.
QAbstractItemModel *zonesTable(const QDateTime &now, QObject *parent);

// The zone of this machine; UTC if it has none that is known by a name.
QByteArray localZone();

}
