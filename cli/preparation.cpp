#include "cli/preparation.h"

#include "cli/postgresprograms.h"
#include "cli/processes.h"
#include "cli/programs.h"
#include "cli/socketfolder.h"
#include "common/countingoptions.h"

#include <QFileInfo>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

// `up` may have been killed a moment ago: its server would still hold the ports.
Result<void> endLeftovers(const DataDirectory &directory)
{
    for (const QString &name : directory.pidNames())
        directory.removePid(name);
    return killAndWait(processesIn(directory.path(), {u"footfall-server"_s, u"footfall-worker"_s}));
}

// The children run in another folder and maybe as another user.
Result<QString> fileFor(const Identity &identity, const QString &option, const Options &options)
{
    const QString file = options.text(option);
    if (file.isEmpty())
        return file;
    const QString path = QFileInfo(file).absoluteFilePath();
    if (!identity.mayAccess(path, R_OK))
        return failed(u"--%1: the server runs as user %2, who cannot read %3"_s.arg(option, identity.name, path));
    return path;
}

}

Result<Preparation> Preparation::make(const DataDirectory &directory, Ports wanted, const Options &options)
{
    const auto identity = Identity::ofChildren(directory.cluster());
    if (!identity)
        return tl::unexpected(identity.error());
    const auto cleared
        = directory.createFolders(*identity).and_then([&] { return endLeftovers(directory); });
    if (!cleared)
        return tl::unexpected(cleared.error());
    const auto childConfig = fileFor(*identity, u"config"_s, options);
    if (!childConfig)
        return tl::unexpected(childConfig.error());
    const auto childTokens = fileFor(*identity, u"stats-token-file"_s, options);
    if (!childTokens)
        return tl::unexpected(childTokens.error());
    const auto blockedReferrers = fileFor(*identity, u"block-referrers"_s, options);
    if (!blockedReferrers)
        return tl::unexpected(blockedReferrers.error());
    const auto ports = findFreePorts(wanted);
    if (!ports)
        return tl::unexpected(ports.error());
    const auto programs = findPrograms(directory, *identity);
    if (!programs)
        return tl::unexpected(programs.error());
    const auto postgresPrograms = findPostgresPrograms(directory.cluster());
    if (!postgresPrograms)
        return tl::unexpected(postgresPrograms.error());
    const auto sockets = makeSocketFolder(directory.path(), *identity);
    if (!sockets)
        return tl::unexpected(sockets.error());

    const PrivatePostgres postgres(directory, *identity, *postgresPrograms, *sockets);
    return postgres.prepare().map([&] {
        return Preparation {{.programs = *programs,
                                .sockets = *sockets,
                                .spool = directory.spool(),
                                .serverDatabase = postgres.databaseUrl(statsRole),
                                .workerDatabase = postgres.databaseUrl(workerRole),
                                .config = *childConfig,
                                .statsTokens = *childTokens,
                                .counting = countingArguments(options, *blockedReferrers),
                                .ports = *ports,
                                .identity = *identity},
            postgres};
    });
}

}
