#include "cli/processes.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QThread>

#include <algorithm>
#include <csignal>
#include <optional>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

namespace {

// Of a process or a thread, from /proc: its name and its state, a letter. None: it is not there.
struct Status {
    QString name;
    char state;
    bool hasEnded() const { return state == 'Z' || state == 'X'; }
};
std::optional<Status> statusOf(const QString &folder)
{
    // pid (name) state ...: a name may hold spaces and brackets.
    QFile file(folder + u"/stat"_s);
    const QByteArray line = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const qsizetype from = line.indexOf('(') + 1;
    const qsizetype to = line.lastIndexOf(')');
    if (from <= 0 || to < from || line.size() <= to + 2)
        return std::nullopt;
    return Status {QString::fromLocal8Bit(line.mid(from, to - from)), line[to + 2]};
}

// The threads of a process that have not ended. A process that was killed holds its files and ports until
// the last of them has come back from the disk, while its first one, which stands for it, has ended.
QStringList threadsOf(qint64 pid)
{
    const QString folder = u"/proc/%1/task/"_s.arg(pid);
    QStringList threads;
    for (const QString &thread : QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (const auto status = statusOf(folder + thread); status && !status->hasEnded())
            threads += folder + thread;
    }
    return threads;
}

bool isIn(const QString &thread, const struct stat &wanted)
{
    struct stat current;
    return stat(QFile::encodeName(thread + u"/cwd"_s).constData(), &current) == 0 && current.st_dev == wanted.st_dev
        && current.st_ino == wanted.st_ino;
}

}

QString processName(qint64 pid)
{
    const auto status = statusOf(u"/proc/%1"_s.arg(pid));
    return status && !threadsOf(pid).isEmpty() ? status->name : QString();
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
        const auto status = ok ? statusOf(u"/proc/"_s + entry) : std::nullopt;
        if (!status || !names.contains(status->name))
            continue;
        const QStringList threads = threadsOf(pid);
        if (std::any_of(threads.begin(), threads.end(), [&](const QString &thread) { return isIn(thread, wanted); }))
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
