#pragma once

#include "cli/child.h"
#include "cli/ports.h"

namespace footfall::cli {

// What the command lines of the children are made of.
struct Deployment {
    QString programs; // the folder of footfall-server and the others
    QString sockets;
    QString spool;
    QString serverDatabase; // libpq connection strings, of a role each
    QString workerDatabase;
    QString config; // absolute; empty: none
    QString statsTokens; // a file, absolute; empty: none
    QStringList counting = {}; // countingArguments()
    Ports ports;
    Identity identity;
};

Child::Plan serverPlan(const Deployment &deployment);
Child::Plan workerPlan(const Deployment &deployment, int number); // from 1
Child::Plan demoPlan(const Deployment &deployment);

// Runs as whoever runs us: the display would be closed to anybody else. Closing it is final.
Child::Plan dashboardPlan(const Deployment &deployment);

}
