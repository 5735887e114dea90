#include "dashboard/export/savefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>

namespace footfall::dashboard {

namespace {
struct SaveFile {
    Q_DECLARE_TR_FUNCTIONS(SaveFile)
};
}

Result<void> saveFile(const QString &path, const std::function<bool(QIODevice &)> &write)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && write(file) && file.commit())
        return {};
    return failed(SaveFile::tr("Cannot write %1: %2").arg(QDir::toNativeSeparators(path), file.errorString()));
}

}
