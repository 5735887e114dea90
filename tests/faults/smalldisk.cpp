#include "tests/faults/smalldisk.h"

#include <QDir>

#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace footfall {

namespace {

bool write(const char *path, const QByteArray &text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

}

bool mayMount()
{
    const uid_t user = geteuid();
    const gid_t group = getegid();
    const auto toItself = [](unsigned id) -> QByteArray {
        return QByteArray::number(id) + ' ' + QByteArray::number(id) + " 1";
    };
    if (user == 0 ? unshare(CLONE_NEWNS) != 0 : unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return false;
    if (user != 0
        && !(write("/proc/self/setgroups", "deny") && write("/proc/self/uid_map", toItself(user))
            && write("/proc/self/gid_map", toItself(group))))
        return false;
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

SmallDisk::SmallDisk(const QString &folder)
    : m_folder(QFile::encodeName(folder))
{
    QDir().mkpath(folder);
    const QByteArray options = "mode=0700,size=" + QByteArray::number(wholeSize);
    if (mount("tmpfs", m_folder.constData(), "tmpfs", 0, options.constData()) != 0)
        qFatal("tmpfs on %s: %s", m_folder.constData(), strerror(errno));
}

SmallDisk::~SmallDisk()
{
    umount2(m_folder.constData(), MNT_DETACH);
}

void SmallDisk::leave(qint64 bytes)
{
    // Somebody writes on it meanwhile: it may just have got too small.
    for (int tries = 0; tries < 1'000; ++tries) {
        struct statvfs disk {};
        statvfs(m_folder.constData(), &disk);
        if (resize(qint64(disk.f_blocks - disk.f_bfree) * qint64(disk.f_frsize) + bytes))
            return;
    }
    qFatal("%s: cannot be made smaller: %s", m_folder.constData(), strerror(errno));
}

bool SmallDisk::resize(qint64 bytes)
{
    const QByteArray options = "size=" + QByteArray::number(bytes);
    return mount(nullptr, m_folder.constData(), nullptr, MS_REMOUNT, options.constData()) == 0;
}

}
