#include "cli/socketfolder.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

bool isOwnFolder(const QString &path)
{
    struct stat folder;
    return lstat(QFile::encodeName(path).constData(), &folder) == 0 && S_ISDIR(folder.st_mode)
        && folder.st_uid == geteuid();
}

// Room for the longest name in it, and nothing that a connection string would have to quote.
bool isUsable(const QString &folder)
{
    static const QRegularExpression plain(u"^[A-Za-z0-9/_.-]+$"_s);
    return folder.size() + qsizetype(sizeof "/.s.PGSQL.5432") <= qsizetype(sizeof(sockaddr_un::sun_path))
        && plain.match(folder).hasMatch();
}

QString folderFor(const QString &dataDirectory)
{
    const QString name = u"footfall-"_s
        + QString::fromLatin1(
            QCryptographicHash::hash(dataDirectory.toUtf8(), QCryptographicHash::Sha256).toHex().left(10));
    if (geteuid() == 0)
        return u"/run/"_s + name;
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QString folder = runtime + u'/' + name;
    if (isOwnFolder(runtime) && access(QFile::encodeName(runtime).constData(), W_OK) == 0 && isUsable(folder))
        return folder;
    return u"/tmp/footfall-%1-%2"_s.arg(geteuid()).arg(name.section(u'-', 1));
}

}

Result<QString> makeSocketFolder(const QString &dataDirectory, const Identity &owner)
{
    const QString path = folderFor(dataDirectory);
    const QByteArray name = QFile::encodeName(path);
    if (mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return failed(u"%1: %2"_s.arg(path, QString::fromLocal8Bit(strerror(errno))));

    // In /tmp anybody may have been first: what is checked below is what the descriptor holds.
    const int fd = open(name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat folder;
    const bool ours = fd >= 0 && fstat(fd, &folder) == 0
        && (folder.st_uid == owner.uid || folder.st_uid == geteuid());
    const bool closed = ours && fchown(fd, owner.uid, owner.gid) == 0 && fchmod(fd, 0700) == 0;
    if (fd >= 0)
        close(fd);
    if (!closed)
        return failed(u"%1 is not a folder of %2's own; the sockets belong there, so remove it"_s.arg(path, owner.name));
    return path;
}

}
