#include "common/filelock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall {

Result<FileLock> FileLock::take(const QString &path)
{
    const int fd = open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return failed(u"%1: %2"_s.arg(path, QString::fromLocal8Bit(strerror(errno))));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return unavailable(u"%1 is locked by another process"_s.arg(path));
    }
    return FileLock(fd);
}

FileLock::FileLock(FileLock &&other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
{
}

FileLock &FileLock::operator=(FileLock &&other) noexcept
{
    std::swap(m_fd, other.m_fd);
    return *this;
}

FileLock::~FileLock()
{
    if (m_fd >= 0)
        close(m_fd);
}

}
