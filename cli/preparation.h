#pragma once

#include "cli/childplans.h"
#include "cli/datadirectory.h"
#include "cli/ports.h"
#include "cli/privatepostgres.h"
#include "common/options.h"

namespace footfall::cli {

// All that has to be there before the first child starts. Whoever calls holds the lock of DIR.
struct Preparation {
    Deployment deployment;
    PrivatePostgres postgres;

    // Makes the folders and the cluster, ends what an earlier `up` has left behind, finds
    // ports and programs.
    static Result<Preparation> make(const DataDirectory &directory, Ports wanted, const Options &options);
};

}
