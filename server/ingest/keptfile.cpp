#include "server/ingest/keptfile.h"

#include <QFile>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace footfall::server {

Result<std::optional<QByteArray>> readKept(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return std::nullopt;
    if (!file.open(QIODevice::ReadOnly))
        return failed(file.errorString());
    return file.readAll();
}

Result<void> writeKept(const QString &path, const QByteArray &content, KeptFor readers)
{
    // It syncs the file before it renames it.
    QSaveFile file(path);
    const bool isOpen = file.open(QIODevice::WriteOnly)
        && (readers == KeptFor::Everybody
            || file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    if (!isOpen || file.write(content) != content.size() || !file.commit())
        return failed(u"%1: %2"_s.arg(path, file.errorString()));
    return {};
}

}
