#include "cli/datadirectory.h"

#include "cli/smallfile.h"

#include <QDir>
#include <QStandardPaths>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

auto systemError(const QString &path)
{
    return failed(u"%1: %2"_s.arg(path, QString::fromLocal8Bit(strerror(errno))));
}

}

Result<void> makeFolder(const QString &path, mode_t mode, uid_t owner, gid_t group)
{
    const QByteArray name = QFile::encodeName(path);
    if (mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return systemError(path);
    const int fd = open(name.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct stat now;
    if (fd < 0)
        return systemError(path);
    Result<void> result;
    if (fstat(fd, &now) != 0)
        result = systemError(path);
    else if (now.st_uid != owner && now.st_uid != geteuid())
        result = failed(u"%1 belongs to another user (uid %2)"_s.arg(path).arg(now.st_uid));
    else if ((now.st_uid != owner && fchown(fd, owner, group) != 0) || fchmod(fd, mode) != 0)
        result = systemError(path);
    close(fd);
    return result;
}

DataDirectory::DataDirectory(const QString &path)
    : m_path(QDir::cleanPath(QDir::current().absoluteFilePath(path)))
{
}

QString DataDirectory::defaultPath()
{
    if (geteuid() == 0)
        return u"/var/lib/footfall"_s;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/footfall"_s;
}

QString DataDirectory::log(const QString &name) const
{
    return m_path + u"/log/"_s + name + u".log"_s;
}

Result<void> DataDirectory::create()
{
    const bool existed = QDir(m_path).exists();
    if (!QDir().mkpath(m_path))
        return failed(u"--data: cannot create %1"_s.arg(m_path));
    m_path = QDir(m_path).canonicalPath(); // one folder, one name: the sockets' folder hashes it

    // The unprivileged children go through DIR to their own folders. An existing folder is
    // opened to them only if it is plainly ours.
    const bool ours = !existed || QDir(m_path).isEmpty() || QFile::exists(lock());
    const mode_t mode = geteuid() == 0 ? 0711 : 0700;
    if (ours && chmod(QFile::encodeName(m_path).constData(), mode) != 0)
        return systemError(m_path);
    return {};
}

Result<void> DataDirectory::createFolders(const Identity &children) const
{
    return makeFolder(m_path + u"/run"_s, 0755, geteuid(), getegid())
        .and_then([&] { return makeFolder(m_path + u"/log"_s, 0700, geteuid(), getegid()); })
        .and_then([&] { return makeFolder(spool(), 0700, children.uid, children.gid); })
        .and_then([&]() -> Result<void> {
            if (!children.mayAccess(spool(), R_OK | W_OK | X_OK))
                return failed(u"--data: user %1 cannot reach %2; one of the folders above it is closed to it"_s
                                  .arg(children.name, m_path));
            return {};
        });
}

void DataDirectory::writePid(const QString &name, qint64 pid) const
{
    if (const auto written = writeSmallFile(run(name + u".pid"_s), QByteArray::number(pid) + '\n'); !written)
        qWarning("%s", qUtf8Printable(written.error().message));
}

void DataDirectory::removePid(const QString &name) const
{
    QFile::remove(run(name + u".pid"_s));
}

std::optional<qint64> DataDirectory::pid(const QString &name) const
{
    QFile file(run(name + u".pid"_s));
    bool ok = false;
    const qint64 pid = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong(&ok) : 0;
    return ok && pid > 1 ? std::optional(pid) : std::nullopt;
}

QStringList DataDirectory::pidNames() const
{
    QStringList names = QDir(m_path + u"/run"_s).entryList({u"*.pid"_s}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(4);
    return names;
}

}
