#include "server/pipe/framepipe.h"

#include <QTemporaryDir>
#include <QTest>

#include <atomic>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

namespace {

constexpr int frames = 96;
constexpr std::size_t frameBytes = 200 << 10;

// The sockets of a worker, and what it does with them by hand.
struct Worker {
    Worker(zmq::context_t &context, const FramePipe::Endpoints &endpoints)
        : m_frames(context, zmq::socket_type::pull)
        , m_acks(context, zmq::socket_type::push)
    {
        m_frames.set(zmq::sockopt::rcvhwm, 1);
        m_frames.set(zmq::sockopt::rcvtimeo, 10'000);
        m_frames.set(zmq::sockopt::linger, 0);
        m_acks.set(zmq::sockopt::linger, 0);
        m_frames.connect(endpoints.frames.toStdString());
        m_acks.connect(endpoints.acks.toStdString());
    }

    // The next frame within 10 s; none: there is no other.
    std::optional<FrameId> next(int patience = 10'000)
    {
        m_frames.set(zmq::sockopt::rcvtimeo, patience);
        zmq::message_t message;
        while (m_frames.recv(message)) {
            const auto decoded = decodeServerMessage(message.to_string_view());
            if (decoded && decoded->type == ServerMessage::Type::Frame)
                return decoded->id;
        }
        return std::nullopt;
    }

    void say(WorkerMessage::Type type, const std::vector<FrameId> &of = {})
    {
        m_acks.send(zmq::buffer(encode({type, "w", toRanges(of)})));
    }

private:
    zmq::socket_t m_frames;
    zmq::socket_t m_acks;
};

}

class TestFramePipe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void acknowledgementsAreTakenWhileFramesAreSentAgain();
};

// The worker has had all frames and has lost them; the first that comes again tells it that it had
// them after all. Whatever still comes was read before that: steps of a MiB, and what fits into the
// sockets, not the whole backlog.
void TestFramePipe::acknowledgementsAreTakenWhileFramesAreSentAgain()
{
    const QTemporaryDir folder;
    const FramePipe::Endpoints endpoints {
        u"ipc://"_s + folder.filePath(u"frames"_s), u"ipc://"_s + folder.filePath(u"acks"_s), {}};
    zmq::context_t context;
    std::unique_ptr<FramePipe> pipe;
    std::atomic<FramePipe *> woken = nullptr;
    const auto spool = Spool::open(folder.path(), 1 << 30, systemNow, [&] {
        if (FramePipe *waiting = woken)
            waiting->wake();
    });
    QVERIFY(spool);
    const auto guard = qScopeGuard([&] { (*spool)->close(); });
    int durable = 0;
    for (int i = 0; i < frames; ++i)
        (*spool)->append({std::string(frameBytes - 1, 'x') + '\n', 1, this, [&](const auto &outcome) { durable += bool(outcome); }});
    QTRY_COMPARE_WITH_TIMEOUT(durable, frames, 60'000);
    auto opened = FramePipe::open(context, endpoints, folder.path(), steadyNow);
    QVERIFY(opened);
    pipe = std::move(*opened);
    woken = pipe.get();
    pipe->start(**spool);

    Worker worker(context, endpoints);
    std::vector<FrameId> sent;
    while (int(sent.size()) < frames) {
        const auto frame = worker.next();
        QVERIFY(frame);
        sent.push_back(*frame);
    }
    worker.say(WorkerMessage::Type::Hello);
    QVERIFY(worker.next());
    worker.say(WorkerMessage::Type::Acknowledge, sent);
    QTRY_COMPARE_WITH_TIMEOUT((*spool)->size().frames, 0, 30'000);

    std::size_t again = 1;
    while (worker.next(500))
        ++again;
    qInfo("%zu KiB of %zu were sent again", again * frameBytes >> 10, frames * frameBytes >> 10);
    // 8 messages at most wait to be sent and 1 to be read; beside them a step, and the kernel's buffers.
    QVERIFY2(again <= 9 + 6 + 5, qPrintable(QString::number(again)));
    pipe.reset(); // before the spool
}

QTEST_GUILESS_MAIN(TestFramePipe)

#include "tst_framepipe.moc"
