#pragma once

#include <QTcpServer>

#include <array>
#include <random>

namespace footfall {

// Ports of 127.0.0.1 that are free just now, and differ: all are held until all are known. Below
// those that Linux gives to clients (ip_local_port_range): while the program that listens is
// killed and started again, a client, even one that tries to connect to it, could get its port.
template <std::size_t N>
std::array<quint16, N> freePorts()
{
    std::random_device random;
    std::array<QTcpServer, N> servers;
    std::array<quint16, N> ports {};
    for (std::size_t i = 0; i < N; ++i) {
        while (!servers[i].listen(QHostAddress::LocalHost, quint16(10'000 + random() % 22'000)))
            ;
        ports[i] = servers[i].serverPort();
    }
    return ports;
}

}
