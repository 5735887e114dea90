#pragma once

#include "common/result.h"

#include <QString>

#include <sys/types.h>

namespace footfall::cli {

// Who a child process runs as. PostgreSQL refuses root, and nothing else of ours needs it.
struct Identity {
    uid_t uid;
    gid_t gid;
    QString name;

    // As root: the owner of an existing cluster, else `postgres`, else `nobody`. Otherwise the
    // current user. Fails for a user without a name: peer authentication goes by names.
    static Result<Identity> ofChildren(const QString &clusterPath);

    // Turns the calling process, just forked, into this user; ends it where that fails.
    // Async-signal-safe.
    void become() const;

    // access(2) with the rights of this user. Blocks for the fork that it takes.
    bool mayAccess(const QString &path, int mode) const;
};

}
