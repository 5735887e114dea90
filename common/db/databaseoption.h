#pragma once

#include "common/options.h"

namespace footfall {

// --database, a libpq connection string. One with a password is refused where other users of
// the machine can read it: on a command line, in an INI file that is open to them.
Option databaseOption(const QString &help, const QString &defaultValue = QStringLiteral("dbname=footfall"));

// Why this is none, without a word of what may be a password in it; empty if it is one.
QString databaseComplaint(const QString &url, bool isExposed);

// libpq's words, which may quote any part of the string, without the secrets of it.
QString withoutSecrets(QString text, const QString &url);

}
