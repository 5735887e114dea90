#pragma once

#include "cli/identity.h"
#include "common/result.h"

#include <QString>

#include <optional>

namespace footfall::cli {

// DIR of `footfall up`: what is where in it. As root, DIR, run/ and log/ stay root's, and the
// unprivileged children own only what they write: the cluster and the spool.
class DataDirectory {
public:
    explicit DataDirectory(const QString &path);

    // ${XDG_DATA_HOME:-~/.local/share}/footfall, as root /var/lib/footfall.
    static QString defaultPath();

    QString path() const { return m_path; }
    QString cluster() const { return m_path + QStringLiteral("/postgres"); }
    QString spool() const { return m_path + QStringLiteral("/spool"); }
    QString run(const QString &name) const { return m_path + QStringLiteral("/run/") + name; }
    QString log(const QString &name) const;
    QString lock() const { return m_path + QStringLiteral("/up.lock"); }

    Result<void> create(); // DIR itself, to hold the lock
    Result<void> createFolders(const Identity &children) const;

    void writePid(const QString &name, qint64 pid) const;
    void removePid(const QString &name) const;
    std::optional<qint64> pid(const QString &name) const;
    QStringList pidNames() const; // run/*.pid, without the .pid

private:
    QString m_path;
};

// Creates `path`, or takes it as it is if it belongs to `owner` or to the current user; then
// it has this owner and this mode.
Result<void> makeFolder(const QString &path, mode_t mode, uid_t owner, gid_t group);

}
