#include "tests/server/disk.h"

#include <cerrno>
#include <dlfcn.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace footfall {

std::atomic<int> Disk::syncs = 0;
std::atomic<bool> Disk::syncFails = false;
std::atomic<bool> Disk::isFull = false;
std::atomic<bool> Disk::isAlmostFull = false;

}

using footfall::Disk;

extern "C" int fdatasync(int fd)
{
    if (Disk::syncFails) {
        errno = EIO;
        return -1;
    }
    const int done = int(syscall(SYS_fdatasync, fd));
    if (done == 0)
        ++Disk::syncs;
    return done;
}

extern "C" ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset)
{
    if (Disk::isFull) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_pwrite64, fd, bytes, count, offset);
}

extern "C" int statvfs(const char *path, struct statvfs *disk) noexcept
{
    using Function = int (*)(const char *, struct statvfs *);
    static const auto real = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "statvfs"));
    const int done = real(path, disk);
    if (done == 0 && Disk::isAlmostFull)
        disk->f_bavail = (1 << 20) / disk->f_frsize;
    return done;
}
