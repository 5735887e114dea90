#pragma once

#include <QByteArrayList>
#include <QString>

namespace footfall {

// The first column of the first row that `sql` gives, as text; empty for no row and for NULL.
// By another way than the programs go, on a connection of its own. Waits up to a minute for a server that is not
// there yet, or not again; ends the test if it fails.
QByteArray queryValue(const QString &databaseUrl, const QByteArray &sql);

// The same with all rows and columns; NULL is empty.
QList<QByteArrayList> queryRows(const QString &databaseUrl, const QByteArray &sql);

}
