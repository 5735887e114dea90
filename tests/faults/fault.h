#pragma once

#include "tests/faults/load.h"
#include "tests/faults/rig.h"

#include <functional>
#include <vector>

namespace footfall {

// One kind of harm, done to a rig that is well while the load runs.
struct Fault {
    const char *name;
    // Does it, sees that it has been felt, and ends it; what should have happened and did not,
    // or nothing. Afterwards the rig gets well by itself. `seconds`: how long it may last.
    std::function<QByteArray(Rig &rig, Load &load, int seconds)> run;
};

// Those that this rig can have.
std::vector<Fault> faultsFor(Rig &rig);

}
