#include "cli/ports.h"

#include <QHostAddress>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

Result<quint16> bindPort(QTcpServer &server, quint16 port, const QString &flag)
{
    if (server.listen(QHostAddress::LocalHost, port))
        return server.serverPort();
    const QString why = server.serverError() == QAbstractSocket::AddressInUseError
        ? u"is in use by another program"_s
        : u"cannot be had (%1)"_s.arg(server.errorString());
    return failed(u"Port %1 %2; choose another one with %3"_s.arg(port).arg(why, flag));
}

}

Result<Ports> findFreePorts(Ports wanted)
{
    QTcpServer ingest; // both held until both are known: two zeros give two ports
    QTcpServer stats;
    return bindPort(ingest, wanted.ingest, u"--ingest-port"_s).and_then([&](quint16 ingestPort) {
        return bindPort(stats, wanted.stats, u"--stats-port"_s).map([&](quint16 statsPort) {
            return Ports {ingestPort, statsPort};
        });
    });
}

}
