#include "cli/identity.h"

#include <QFile>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

Result<Identity> identityOf(const passwd *entry, const QString &unknown)
{
    if (!entry)
        return failed(unknown);
    return Identity {entry->pw_uid, entry->pw_gid, QString::fromLocal8Bit(entry->pw_name)};
}

Result<Identity> identityOf(uid_t uid)
{
    return identityOf(getpwuid(uid), u"User %1 has no name, and PostgreSQL needs one"_s.arg(uid));
}

}

Result<Identity> Identity::ofChildren(const QString &clusterPath)
{
    if (geteuid() != 0)
        return identityOf(geteuid());

    struct stat cluster;
    if (stat(QFile::encodeName(clusterPath).constData(), &cluster) == 0 && cluster.st_uid != 0)
        return identityOf(cluster.st_uid);
    const passwd *entry = getpwnam("postgres");
    return identityOf(entry ? entry : getpwnam("nobody"),
        u"There is neither a user postgres nor nobody to run PostgreSQL as; it refuses root"_s);
}

void Identity::become() const
{
    if (geteuid() == uid)
        return;
    if (setgroups(1, &gid) != 0 || setgid(gid) != 0 || setuid(uid) != 0)
        _exit(126);
}

bool Identity::mayAccess(const QString &path, int mode) const
{
    const QByteArray bytes = QFile::encodeName(path);
    const pid_t child = fork();
    if (child == 0) {
        become();
        _exit(access(bytes.constData(), mode) == 0 ? 0 : 1);
    }
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

}
