#include "worker/pipe/pipeclient.h"

#include <QDebug>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::worker {

namespace {

constexpr int highWaterMark = 8; // messages; what waits belongs in the spool, not in a socket
constexpr std::int64_t maxMessage = 16 << 20; // above the largest frame: one event, or 256 KiB
constexpr std::size_t maxOutgoing = 10'000; // acknowledgements of a server that is away
// From the beginning of one transaction to the next that is not full: what comes in between is gathered, so that
// steady traffic takes PostgreSQL some forty transactions a second and not two hundred.
constexpr Timestamp betweenBatches = 25'000;
constexpr Timestamp heartbeatEvery = 5 * microsPerSecond;
constexpr int lingerMs = 500;

}

PipeClient::PipeClient(zmq::context_t &context, Config config, QString databaseUrl, Clock clock)
    : m_context(context)
    , m_config(std::move(config))
    , m_clock(clock)
    , m_committer(std::move(databaseUrl), std::move(clock), m_wake)
    , m_thread([this](const std::stop_token &stop) {
        try {
            connect();
            run(stop);
        } catch (const zmq::error_t &error) {
            qFatal("pipe: %s", error.what());
        }
    })
{
}

PipeClient::~PipeClient()
{
    m_thread.request_stop();
    m_wake.wake();
    m_thread.join();
}

void PipeClient::connect()
{
    for (qsizetype i = 0; i < m_config.frames.size(); ++i) {
        Server server {{m_context, zmq::socket_type::pull}, {m_context, zmq::socket_type::push}, {}, {}, {}};
        server.frames.set(zmq::sockopt::rcvhwm, highWaterMark);
        server.frames.set(zmq::sockopt::maxmsgsize, maxMessage);
        server.frames.set(zmq::sockopt::linger, 0);
        for (zmq::socket_t *socket : {&server.frames, &server.acks})
            protect(*socket, std::size_t(i));
        server.acks.set(zmq::sockopt::immediate, true);
        server.acks.set(zmq::sockopt::linger, lingerMs);
        server.watch = std::make_unique<HandshakeWatch>(server.acks, m_config.acks[i]);
        server.acks.connect(m_config.acks[i].toStdString());
        m_servers.push_back(std::move(server));
    }
}

void PipeClient::protect(zmq::socket_t &socket, std::size_t server) const
{
    if (!m_config.keys)
        return;
    socket.set(zmq::sockopt::curve_serverkey, zmq::buffer(m_config.keys->others[server]));
    socket.set(zmq::sockopt::curve_publickey, zmq::buffer(m_config.keys->own.publicKey));
    socket.set(zmq::sockopt::curve_secretkey, zmq::buffer(m_config.keys->own.secret));
}

void PipeClient::run(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        // Frames are asked for only once they can be aggregated: until then they had better
        // stay with the server, or go to another worker.
        if (!m_greeted && m_committer.hash()) {
            m_greeted = true;
            for (std::size_t i = 0; i < m_servers.size(); ++i) {
                m_servers[i].frames.connect(m_config.frames[qsizetype(i)].toStdString());
                send(i, {WorkerMessage::Type::Hello, m_config.worker, {}, 0});
            }
        }
        std::vector<zmq::pollitem_t> items = {{nullptr, m_wake.fd(), ZMQ_POLLIN, 0}};
        for (Server &server : m_servers) {
            items.push_back({server.frames.handle(), 0, short(hasRoom() ? ZMQ_POLLIN : 0), 0});
            items.push_back({server.acks.handle(), 0, short(server.outgoing.empty() ? 0 : ZMQ_POLLOUT), 0});
        }
        zmq::poll(items, untilNext());
        m_wake.clear();
        for (std::size_t i = 0; i < m_servers.size(); ++i) {
            m_servers[i].watch->look();
            flush(m_servers[i]);
            receive(i);
        }
        finish();
        startNext();
        heartbeat();
    }
    finish();
}

bool PipeClient::hasRoom() const
{
    return m_batch.events().size() < m_config.batchEvents && m_batch.bytes() < m_config.batchBytes && !m_batch.figures();
}

void PipeClient::receive(std::size_t server)
{
    zmq::message_t message;
    while (hasRoom() && m_servers[server].frames.recv(message, zmq::recv_flags::dontwait))
        take(server, message.to_string_view());
    // A full batch is aggregated while PostgreSQL is still at the one before.
    if (!hasRoom() && !m_batch.figures())
        m_batch.aggregate(*m_committer.hash());
}

void PipeClient::take(std::size_t server, std::string_view message)
{
    const auto decoded = decodeServerMessage(message);
    if (!decoded) {
        // Not acknowledged: it waits in its spool for a worker that can read it.
        if (!std::exchange(m_servers[server].complained, true))
            qWarning().noquote() << "Refused from" << m_config.frames[qsizetype(server)] << ":"
                                 << decoded.error().message;
        return;
    }
    if (decoded->type == ServerMessage::Type::Low)
        m_servers[server].lowWatermarks.push_back({decoded->id.producer, decoded->id.sequence, decoded->rejected, server});
    else
        m_batch.add(*decoded, server, m_reader);
}

// Acknowledges what has been committed.
void PipeClient::finish()
{
    while (const auto done = m_committer.takeDone()) {
        if (const auto *low = std::get_if<Committer::LowWatermark>(&done->job)) {
            send(low->server,
                {WorkerMessage::Type::LowStored, m_config.worker, {{low->producer, low->low, low->low}}, 0});
            continue;
        }
        std::uint64_t rejected = done->outcome.rejected;
        for (std::size_t i = 0; i < m_servers.size(); ++i) {
            if (m_submitted.front()[i].empty())
                continue;
            send(i, {WorkerMessage::Type::Acknowledge, m_config.worker, toRanges(std::move(m_submitted.front()[i])),
                    std::exchange(rejected, 0)});
        }
        m_submitted.pop_front();
    }
}

// How long nothing has to be done unless something comes.
std::chrono::milliseconds PipeClient::untilNext() const
{
    constexpr Timestamp most = microsPerSecond;
    const bool isGathering = !m_batch.isEmpty() && m_committer.isIdle();
    const Timestamp left = isGathering ? std::clamp<Timestamp>(m_nextBatch - steadyNow(), 0, most) : most;
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(left));
}

// What comes after a pause is committed at once; a whole batch waits behind the transaction that PostgreSQL is at.
void PipeClient::startNext()
{
    const bool isWhole = !hasRoom();
    if (!m_committer.isIdle() && !(isWhole && m_committer.hasRoom()))
        return;
    if (!m_batch.isEmpty()) {
        if (!isWhole && steadyNow() < m_nextBatch)
            return;
        m_nextBatch = steadyNow() + betweenBatches;
        if (!m_batch.figures())
            m_batch.aggregate(*m_committer.hash());
        m_submitted.push_back(framesOf(m_batch));
        m_committer.submit(std::exchange(m_batch, Batch()));
        return;
    }
    for (Server &server : m_servers) {
        if (server.lowWatermarks.empty())
            continue;
        m_committer.submit(server.lowWatermarks.back());
        server.lowWatermarks.pop_back();
        return;
    }
}

// Says what this worker holds, so that its server does not send it again.
void PipeClient::heartbeat()
{
    if (!m_greeted || steadyNow() < m_nextHeartbeat)
        return;
    m_nextHeartbeat = steadyNow() + heartbeatEvery;
    FramesByServer held = framesOf(m_batch);
    for (const FramesByServer &frames : m_submitted) {
        for (std::size_t i = 0; i < m_servers.size(); ++i)
            held[i].insert(held[i].end(), frames[i].begin(), frames[i].end());
    }
    for (std::size_t i = 0; i < m_servers.size(); ++i)
        send(i, {WorkerMessage::Type::Holding, m_config.worker, toRanges(std::move(held[i])), 0});
}

PipeClient::FramesByServer PipeClient::framesOf(const Batch &batch) const
{
    FramesByServer frames(m_servers.size());
    for (const Batch::Frame &frame : batch.frames())
        frames[frame.server].push_back(frame.id);
    return frames;
}

void PipeClient::send(std::size_t server, WorkerMessage message)
{
    auto &outgoing = m_servers[server].outgoing;
    if (outgoing.size() == maxOutgoing)
        outgoing.pop_front(); // its frames will come again, and the ledger knows them
    outgoing.push_back(encode(message));
    flush(m_servers[server]);
}

void PipeClient::flush(Server &server)
{
    while (!server.outgoing.empty()
        && server.acks.send(zmq::buffer(server.outgoing.front()), zmq::send_flags::dontwait))
        server.outgoing.pop_front();
}

}
