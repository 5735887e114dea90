#pragma once

#include "cli/datadirectory.h"
#include "cli/ports.h"

#include <QStringList>

namespace footfall::cli {

// What a running `up` tells the other commands, in DIR/run/up.json.
struct RunRecord {
    Ports ports;
    QString database; // libpq connection string, of the superuser
    QStringList children; // names of those that have to run, in the order of their start

    Result<void> write(const DataDirectory &directory) const;
    static void remove(const DataDirectory &directory);

    // Fails if no `up` runs on this DIR.
    static Result<RunRecord> read(const DataDirectory &directory);
};

}
