#include "cli/processes.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QThread>

#include <csignal>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

QString processName(qint64 pid)
{
    // pid (name) state ...: a name may hold spaces and brackets.
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    const QByteArray line = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const qsizetype from = line.indexOf('(') + 1;
    const qsizetype to = line.lastIndexOf(')');
    const char state = line.size() > to + 2 ? line[to + 2] : 'X';
    if (from <= 0 || to < from || state == 'Z' || state == 'X')
        return {};
    return QString::fromLocal8Bit(line.mid(from, to - from));
}

QList<qint64> processesIn(const QString &folder, const QStringList &names)
{
    QList<qint64> found;
    struct stat wanted;
    if (stat(QFile::encodeName(folder).constData(), &wanted) != 0)
        return found;
    for (const QString &entry : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        bool ok = false;
        const qint64 pid = entry.toLongLong(&ok);
        struct stat current;
        if (ok && stat(QFile::encodeName(u"/proc/%1/cwd"_s.arg(pid)).constData(), &current) == 0
            && current.st_dev == wanted.st_dev && current.st_ino == wanted.st_ino
            && names.contains(processName(pid)))
            found += pid;
    }
    return found;
}

Result<void> killAndWait(const QList<qint64> &pids)
{
    for (const qint64 pid : pids)
        ::kill(pid_t(pid), SIGKILL);
    const QDeadlineTimer deadline(10s);
    for (const qint64 pid : pids) {
        while (!processName(pid).isEmpty()) {
            if (deadline.hasExpired())
                return failed(u"Process %1 of an earlier run does not end, not even by kill -9"_s.arg(pid));
            QThread::msleep(10);
        }
    }
    return {};
}

}
