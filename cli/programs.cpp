#include "cli/programs.h"

#include <QCoreApplication>
#include <QDir>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

const QStringList programNames {u"footfall"_s, u"footfall-server"_s, u"footfall-worker"_s};

Result<QString> copyPrograms(const QDir &from, const QString &to)
{
    if (auto made = makeFolder(to, 0755, geteuid(), getegid()); !made)
        return tl::unexpected(made.error());
    for (const QString &name : programNames) {
        QFile original(from.filePath(name));
        const QString copy = to + u'/' + name;
        QFile::remove(copy);
        if (!original.copy(copy))
            return failed(u"%1: cannot copy it to %2: %3"_s.arg(original.fileName(), to, original.errorString()));
        using enum QFileDevice::Permission;
        QFile::setPermissions(copy,
            ReadOwner | WriteOwner | ExeOwner | ReadGroup | ExeGroup | ReadOther | ExeOther);
    }
    return to;
}

}

Result<QString> findPrograms(const DataDirectory &directory, const Identity &identity)
{
    const QDir own(QCoreApplication::applicationDirPath());
    bool reachable = true;
    for (const QString &name : programNames) {
        if (!own.exists(name))
            return failed(u"%1 is missing; it has to be next to footfall"_s.arg(own.filePath(name)));
        reachable = reachable && identity.mayAccess(own.filePath(name), X_OK);
    }
    return reachable ? own.path() : copyPrograms(own, directory.path() + u"/bin"_s);
}

}
