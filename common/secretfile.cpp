#include "common/secretfile.h"

#include <QFile>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace footfall {

Result<QByteArray> readSecretFile(const QString &path)
{
    constexpr qint64 maxBytes = 64 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(u"cannot read %1: %2"_s.arg(path, file.errorString()));
    struct stat status;
    if (fstat(file.handle(), &status) != 0)
        return invalid(u"cannot read %1: %2"_s.arg(path, QString::fromLocal8Bit(strerror(errno))));
    if (status.st_mode & S_IRWXO)
        return invalid(u"%1 is open to every user of this machine; chmod o= %1"_s.arg(path));
    QByteArray content = file.read(maxBytes + 1);
    if (content.size() > maxBytes)
        return invalid(u"%1: at most 64 KiB"_s.arg(path));
    return content;
}

}
