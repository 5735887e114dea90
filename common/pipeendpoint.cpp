#include "common/pipeendpoint.h"

#include <QRegularExpression>

#include <arpa/inet.h>
#include <sys/un.h>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr qsizetype longestPath = sizeof(sockaddr_un::sun_path) - 1;

// Strictly, since ZeroMQ takes more: "tcp://127.0.0.1:0;192.0.2.1:5000" connects to the second.
bool isLoopback(const QString &host)
{
    in_addr address;
    if (inet_pton(AF_INET, host.toLatin1().constData(), &address) == 1)
        return ntohl(address.s_addr) >> 24 == 127;
    return host == u"[::1]" || host == u"localhost";
}

}

Result<void> checkEndpoints(const QString &option, const QStringList &endpoints, bool hasKeys)
{
    static const QRegularExpression tcp(u"^tcp://(.+):(\\d+|\\*)$"_s);
    for (const QString &endpoint : endpoints) {
        const auto address = tcp.match(endpoint);
        const bool isPath = endpoint.startsWith(u"ipc://") && endpoint.size() > 6 && endpoint.size() - 6 <= longestPath;
        if (!isPath && !address.hasMatch())
            return invalid(u"--%1: expected tcp://HOST:PORT or ipc://PATH (of at most %2 bytes), not '%3'"_s.arg(option)
                               .arg(longestPath).arg(endpoint));
        if (address.hasMatch() && !hasKeys && !isLoopback(address.captured(1)))
            return invalid(u"--%1: %2 leaves this machine, so it needs keys: make them with 'footfall keys', and give --pipe-key"_s
                               .arg(option, endpoint));
    }
    return {};
}

}
