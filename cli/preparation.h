#pragma once

#include "cli/childplans.h"
#include "cli/datadirectory.h"
#include "cli/ports.h"
#include "cli/privatepostgres.h"

namespace footfall::cli {

// All that has to be there before the first child starts. Whoever calls holds the lock of DIR.
struct Preparation {
    Deployment deployment;
    PrivatePostgres postgres;

    // Makes the folders and the cluster, ends what an earlier `up` has left behind, finds
    // ports and programs. `config`: the file of --config, `statsTokens` that of
    // --stats-token-file; empty: none.
    static Result<Preparation> make(
        const DataDirectory &directory, Ports wanted, const QString &config, const QString &statsTokens);
};

}
