#pragma once

#include <QByteArray>

namespace footfall {

// The text of sql/queries/*/<name>.sql, which is compiled in. A name that is not there is a
// bug and ends the process.
QByteArray statement(const char *name);

}
