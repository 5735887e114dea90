#include "cli/smallfile.h"

#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace footfall::cli {

Result<void> writeSmallFile(const QString &path, const QByteArray &content)
{
    using enum QFileDevice::Permission;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()
        || !file.setPermissions(ReadOwner | WriteOwner | ReadGroup | ReadOther) || !file.commit())
        return failed(u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

}
