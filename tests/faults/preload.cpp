// Preloaded into the programs under test: fails what no test can make fail from outside. What
// to fail is said by files in the folder $FOOTFALL_SWITCHES (switches.h); without them every
// call goes through as it is.

#include <libpq-fe.h>
#include <zmq.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::string fileOf(const char *name)
{
    const char *folder = getenv("FOOTFALL_SWITCHES");
    return folder ? std::string(folder) + '/' + name : std::string();
}

// A switch that lasts; leaves word that it has been felt.
bool isOn(const char *name)
{
    const std::string file = fileOf(name);
    if (file.empty() || access(file.c_str(), F_OK) != 0)
        return false;
    if (const int felt = open((file + ".felt").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0666); felt >= 0)
        close(felt);
    return true;
}

// A switch for one time, and for one process: whoever takes it away.
bool take(const char *name)
{
    const std::string file = fileOf(name);
    return !file.empty() && unlink(file.c_str()) == 0;
}

bool isServer()
{
    return std::string_view(program_invocation_short_name) == "footfall-server";
}

template <typename Function>
Function *real(const char *name)
{
    return reinterpret_cast<Function *>(dlsym(RTLD_NEXT, name));
}

bool isOfType(const void *message, std::size_t size, std::string_view type)
{
    const std::string start = "{\"v\":1,\"type\":\"" + std::string(type) + '"';
    return std::string_view(static_cast<const char *>(message), size).starts_with(start);
}

}

extern "C" int fdatasync(int fd)
{
    if (isServer() && isOn("sync-fails")) {
        errno = EIO;
        return -1;
    }
    return int(syscall(SYS_fdatasync, fd));
}

// What a worker says, with the message in a buffer.
extern "C" int zmq_send(void *socket, const void *message, size_t size, int flags)
{
    static const auto send = real<decltype(zmq_send)>("zmq_send");
    if (isOfType(message, size, "ack")) {
        if (take("die-before-ack"))
            raise(SIGKILL);
        if (isOn("lose-acks"))
            return int(size);
    }
    return send(socket, message, size, flags);
}

// A server's frames.
extern "C" int zmq_msg_send(zmq_msg_t *message, void *socket, int flags)
{
    static const auto send = real<decltype(zmq_msg_send)>("zmq_msg_send");
    static const auto init = real<decltype(zmq_msg_init)>("zmq_msg_init");
    static const auto copy = real<decltype(zmq_msg_copy)>("zmq_msg_copy");
    static const auto data = real<decltype(zmq_msg_data)>("zmq_msg_data");
    static const auto size = real<decltype(zmq_msg_size)>("zmq_msg_size");
    static const auto end = real<decltype(zmq_msg_close)>("zmq_msg_close");
    if (isOfType(data(message), size(message), "frame") && isOn("double-frames")) {
        zmq_msg_t again;
        init(&again);
        copy(&again, message);
        if (send(&again, socket, flags) < 0)
            end(&again);
    }
    return send(message, socket, flags);
}

extern "C" PGresult *PQexec(PGconn *connection, const char *sql)
{
    static const auto execute = real<decltype(PQexec)>("PQexec");
    if (strcmp(sql, "COMMIT") != 0)
        return execute(connection, sql);
    if (take("sleep-before-commit"))
        raise(SIGSTOP);
    if (!take("lose-commit-answer"))
        return execute(connection, sql);
    real<decltype(PQclear)>("PQclear")(execute(connection, sql));
    shutdown(real<decltype(PQsocket)>("PQsocket")(connection), SHUT_RDWR);
    return execute(connection, ""); // it finds the connection gone
}

extern "C" int PQputCopyEnd(PGconn *connection, const char *complaint)
{
    if (take("sleep-in-copy"))
        raise(SIGSTOP);
    return real<decltype(PQputCopyEnd)>("PQputCopyEnd")(connection, complaint);
}
