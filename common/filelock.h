#pragma once

#include "common/result.h"

#include <QString>

namespace footfall {

// Holds an flock(2) on a file for as long as it lives. The kernel drops it with the process,
// whatever killed it, so a lock is never stale.
class FileLock {
public:
    // Creates the file if it is not there. Unavailable: somebody else holds the lock.
    static Result<FileLock> take(const QString &path);

    FileLock(FileLock &&other) noexcept;
    FileLock &operator=(FileLock &&other) noexcept;
    ~FileLock();

private:
    explicit FileLock(int fd)
        : m_fd(fd)
    {
    }
    int m_fd;
};

}
