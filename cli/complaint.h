#pragma once

#include <QString>
#include <QTextStream>

namespace footfall::cli {

// Says on standard error what went wrong with a command, and returns its exit status.
inline int complain(QStringView command, int status, const QString &message)
{
    QTextStream(stderr) << "footfall " << command << ": " << message << '\n';
    return status;
}

}
