#include "server/pipe/framepipe.h"

#include <QDebug>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr int highWaterMark = 8; // messages; what waits belongs in the spool, not in a socket
constexpr std::size_t fetchBytes = 1 << 20; // then it is the acknowledgements' turn
constexpr std::int64_t maxAcknowledgement = 16 << 20;
constexpr std::int64_t maxOnFrames = 64 << 10; // nobody says anything there but the handshake
// A worker that is stopped, or whose machine is gone, answers no ping: its connection is cut,
// so that no further frame is dealt to it.
constexpr int pingEveryMs = 2'000;
constexpr int pingTimeoutMs = 6'000;
// Between two looks at the spool when little comes: a commit there is a fraction of a millisecond, and a look at
// each would cost as much as the commit.
constexpr Timestamp betweenLooks = 5'000;
constexpr Timestamp lowEvery = 5 * microsPerSecond;

Result<void> bindSocket(zmq::socket_t &socket, const char *option, const QString &endpoint)
{
    try {
        socket.bind(endpoint.toStdString());
        return {};
    } catch (const zmq::error_t &error) {
        return unavailable(u"%1: cannot bind %2: %3"_s.arg(
            QString::fromLatin1(option), endpoint, QString::fromLocal8Bit(error.what())));
    }
}

}

Result<std::unique_ptr<FramePipe>> FramePipe::open(
    zmq::context_t &context, const Endpoints &endpoints, const QString &spoolFolder, Clock clock)
{
    std::unique_ptr<FramePipe> pipe(new FramePipe(context, endpoints, spoolFolder, std::move(clock)));
    return bindSocket(pipe->m_frames, "--pipe", endpoints.frames)
        .and_then([&] { return bindSocket(pipe->m_acks, "--acks", endpoints.acks); })
        .map([&] { return std::move(pipe); });
}

FramePipe::FramePipe(zmq::context_t &context, const Endpoints &endpoints, QString spoolFolder, Clock clock)
    : m_spoolFolder(std::move(spoolFolder))
    , m_clock(std::move(clock))
    , m_frames(context, zmq::socket_type::push)
    , m_acks(context, zmq::socket_type::pull)
{
    m_frames.set(zmq::sockopt::immediate, true);
    m_frames.set(zmq::sockopt::sndhwm, highWaterMark);
    m_frames.set(zmq::sockopt::maxmsgsize, maxOnFrames);
    m_frames.set(zmq::sockopt::rcvhwm, 1);
    m_frames.set(zmq::sockopt::linger, 0);
    m_frames.set(zmq::sockopt::heartbeat_ivl, pingEveryMs);
    m_frames.set(zmq::sockopt::heartbeat_timeout, pingTimeoutMs);
    m_acks.set(zmq::sockopt::maxmsgsize, maxAcknowledgement);
    m_acks.set(zmq::sockopt::rcvhwm, highWaterMark);
    m_acks.set(zmq::sockopt::linger, 0);
    if (!endpoints.keys)
        return;
    m_guard.emplace(context, *endpoints.keys);
    m_guard->protect(m_frames);
    m_guard->protect(m_acks);
}

FramePipe::~FramePipe()
{
    m_thread.request_stop();
    m_wake.wake();
    if (m_thread.joinable())
        m_thread.join();
}

void FramePipe::start(Spool &spool)
{
    m_spool = &spool;
    // Handing a socket to another thread needs a full fence (zmq_socket(3)); starting one is.
    m_thread = std::jthread([this](const std::stop_token &stop) {
        try {
            run(stop);
        } catch (const zmq::error_t &error) {
            qFatal("pipe: %s", error.what());
        }
    });
}

void FramePipe::run(const std::stop_token &stop)
{
    auto reader = SpoolReader::open(m_spoolFolder);
    if (!reader)
        qFatal("%s", qPrintable(reader.error().message));
    for (bool hasMore = false; !stop.stop_requested();) {
        const bool waitsForRoom = !m_next.empty();
        const Timestamp pause = hasMore || waitsForRoom ? 0 : std::max<Timestamp>(0, m_nextLook - steadyNow());
        std::vector<zmq::pollitem_t> items = {
            {nullptr, m_wake.fd(), short(pause > 0 ? 0 : ZMQ_POLLIN), 0},
            {m_acks.handle(), 0, ZMQ_POLLIN, 0},
            {m_frames.handle(), 0, short(waitsForRoom ? ZMQ_POLLOUT : 0), 0},
        };
        if (m_guard)
            items.push_back({m_guard->questions().handle(), 0, ZMQ_POLLIN, 0});
        zmq::poll(items, std::chrono::milliseconds(hasMore ? 0 : pause > 0 ? (pause + 999) / 1'000 : 1'000));
        if (m_guard)
            m_guard->answerAll();
        takeAcknowledgements();
        sendLows();
        if (pause > 0 && steadyNow() < m_nextLook)
            continue;
        m_wake.clear();
        const bool hadSome = std::exchange(hasMore, sendSome(*reader));
        if (hadSome && !hasMore)
            m_nextLook = steadyNow() + betweenLooks;
    }
}

void FramePipe::takeAcknowledgements()
{
    zmq::message_t message;
    while (m_acks.recv(message, zmq::recv_flags::dontwait)) {
        if (const auto decoded = decodeWorkerMessage(message.to_string_view()))
            take(*decoded);
        else
            qWarning().noquote() << "Refused from a worker:" << decoded.error().message;
    }
}

void FramePipe::take(const WorkerMessage &message)
{
    switch (message.type) {
    case WorkerMessage::Type::Hello:
        qInfo("worker %s is here", message.worker.c_str());
        m_inFlight.workerStarted(message.worker);
        m_nextCheck = 0;
        break;
    case WorkerMessage::Type::Holding:
        m_inFlight.held(message.worker, message.frames, m_clock());
        break;
    case WorkerMessage::Type::Acknowledge:
        m_rejectedByDatabase += message.rejected;
        m_spool->acknowledge(m_inFlight.acknowledged(message.frames));
        break;
    case WorkerMessage::Type::LowStored:
        for (const FrameRange &range : message.frames) {
            SentLow &sent = m_lows[range.producer];
            sent.stored = std::max(sent.stored, range.to);
            if (range.to == producerEnded) {
                m_spool->forget(range.producer);
                m_lows.erase(range.producer);
            }
        }
        break;
    }
}

bool FramePipe::sendSome(SpoolReader &reader)
{
    if (m_next.empty())
        fetch(reader);
    const bool hasSome = !m_next.empty();
    for (; !m_next.empty(); m_next.pop_front()) {
        if (!send(m_next.front()))
            return false;
    }
    return hasSome;
}

void FramePipe::fetch(SpoolReader &reader)
{
    const auto give = [](const Error &error) { qFatal("%s", qPrintable(error.message)); };
    if (const Timestamp now = m_clock(); now >= m_nextCheck) {
        const auto due = m_inFlight.due(now, fetchBytes);
        for (const qint64 row : due) {
            auto again = reader.at(row);
            if (!again)
                give(again.error());
            else if (*again)
                m_next.push_back(std::move(**again));
        }
        m_nextCheck = due.empty() ? now + microsPerSecond : 0;
    }
    if (m_next.empty() && m_inFlight.hasRoom()) {
        auto rows = reader.after(m_lastRow, fetchBytes);
        if (!rows)
            give(rows.error());
        for (SpoolReader::Row &row : *rows) {
            m_lastRow = row.id;
            m_next.push_back(std::move(row));
        }
    }
}

bool FramePipe::send(const SpoolReader::Row &row)
{
    const std::string header = frameHeader(row.frame, row.events);
    zmq::message_t message(header.size() + row.body.size());
    std::memcpy(message.data(), header.data(), header.size());
    std::memcpy(static_cast<char *>(message.data()) + header.size(), row.body.data(), row.body.size());
    if (!m_frames.send(message, zmq::send_flags::dontwait))
        return false;
    m_inFlight.sent(row.id, row.frame, row.body.size(), m_clock());
    return true;
}

// Tells the ledger what it may forget; again until a worker has confirmed it.
void FramePipe::sendLows()
{
    const Timestamp now = m_clock();
    for (const auto &[producer, low] : m_spool->lowWatermarks()) {
        SentLow &sent = m_lows[producer];
        const std::uint64_t rejected = producer == m_spool->producer() ? m_rejected.load() : 0;
        const bool isNews = low > sent.low || rejected > sent.rejected;
        const bool isUnconfirmed = sent.stored < low && now - sent.sentAt >= InFlightFrames::silence;
        if ((low <= 1 && rejected == 0) || (!isUnconfirmed && !(isNews && now - sent.sentAt >= lowEvery)))
            continue;
        if (!m_frames.send(zmq::buffer(encodeLow(producer, low, rejected)), zmq::send_flags::dontwait))
            return;
        sent.low = low;
        sent.rejected = rejected;
        sent.sentAt = now;
    }
}

}
