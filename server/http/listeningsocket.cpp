#include "server/http/listeningsocket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

union SocketAddress {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
};

}

Result<int> listeningSocket(const QHostAddress &address, quint16 port, bool shared)
{
    SocketAddress name {};
    socklen_t size = 0;
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        name.v4.sin_family = AF_INET;
        name.v4.sin_port = htons(port);
        name.v4.sin_addr.s_addr = htonl(address.toIPv4Address());
        size = sizeof name.v4;
    } else {
        name.v6.sin6_family = AF_INET6;
        name.v6.sin6_port = htons(port);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        std::memcpy(&name.v6.sin6_addr, &bytes, sizeof bytes);
        size = sizeof name.v6;
    }
    const int fd = socket(name.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (fd >= 0)
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd >= 0 && shared)
        setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    if (fd >= 0 && bind(fd, &name.any, size) == 0 && listen(fd, 1024) == 0)
        return fd;
    const QString why = QString::fromLocal8Bit(std::strerror(errno));
    if (fd >= 0)
        close(fd);
    return unavailable(u"cannot listen on %1 port %2: %3"_s.arg(address.toString()).arg(port).arg(why));
}

quint16 portOf(int socketDescriptor)
{
    SocketAddress name {};
    socklen_t size = sizeof name;
    getsockname(socketDescriptor, &name.any, &size);
    return ntohs(name.any.sa_family == AF_INET6 ? name.v6.sin6_port : name.v4.sin_port);
}

}
