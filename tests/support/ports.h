#pragma once

#include <QTcpServer>

#include <array>

namespace footfall {

// Ports of 127.0.0.1 that are free just now, and differ: all are held until all are known.
template <std::size_t N>
std::array<quint16, N> freePorts()
{
    std::array<QTcpServer, N> servers;
    std::array<quint16, N> ports {};
    for (std::size_t i = 0; i < N; ++i) {
        if (servers[i].listen(QHostAddress::LocalHost))
            ports[i] = servers[i].serverPort();
    }
    return ports;
}

}
