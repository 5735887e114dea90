#pragma once

#include "common/pipekeys.h"
#include "worker/database/committer.h"
#include "worker/pipe/handshakewatch.h"

#include <zmq.hpp>

#include <QStringList>

#include <deque>
#include <thread>

namespace footfall::worker {

// The pipe's thread: receives frames from every server, decodes and aggregates them into the
// next batch while the Committer writes those before it, and acknowledges what is committed by
// the pair of sockets that it came by. It owns all sockets.
class PipeClient {
public:
    struct Config {
        QStringList frames; // a server's PUSH endpoint each,
        QStringList acks; // and, in the same order, its PULL endpoint
        std::string worker; // this worker's name
        std::size_t batchEvents; // the most a transaction takes
        std::optional<PipeKeys> keys = {}; // CURVE; `others`: a server each, in the same order
        std::size_t batchBytes = 10 << 20; // of frames, which a transaction ends behind
    };
    PipeClient(zmq::context_t &context, Config config, QString databaseUrl, Clock clock);
    ~PipeClient(); // hands over what is committed, then ends

    WorkerMetrics &metrics() { return m_committer.metrics(); }

private:
    struct Server {
        zmq::socket_t frames;
        zmq::socket_t acks;
        std::unique_ptr<HandshakeWatch> watch; // of `acks`, which is there from the start
        std::deque<std::string> outgoing; // waiting for room in `acks`
        std::vector<Committer::LowWatermark> lowWatermarks;
        bool complained = false; // about a newer version
    };

    void connect();
    void protect(zmq::socket_t &socket, std::size_t server) const;
    void run(const std::stop_token &stop);
    bool hasRoom() const;
    void receive(std::size_t server);
    void take(std::size_t server, std::string_view message);
    void finish();
    std::chrono::milliseconds untilNext() const;
    void startNext();
    using FramesByServer = std::vector<std::vector<FrameId>>;
    FramesByServer framesOf(const Batch &batch) const;
    void heartbeat();
    void send(std::size_t server, WorkerMessage message);
    void flush(Server &server);

    zmq::context_t &m_context;
    const Config m_config;
    Wakeup m_wake;
    const Clock m_clock;
    Committer m_committer;
    std::vector<Server> m_servers;
    CanonicalReader m_reader;
    Batch m_batch; // the next one
    std::deque<FramesByServer> m_submitted; // of the ones before it that are not acknowledged
    bool m_greeted = false;
    Timestamp m_nextBatch = 0; // steadyNow(), as is the next
    Timestamp m_nextHeartbeat = 0;
    std::jthread m_thread; // last: it uses all of the above
};

}
