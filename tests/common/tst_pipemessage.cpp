#include "common/pipemessage.h"

#include <QTest>

using namespace footfall;

class TestPipeMessage : public QObject {
    Q_OBJECT

private slots:
    void frameComesBack_data();
    void frameComesBack();
    void lowComesBack_data();
    void lowComesBack();
    void workerMessageComesBack_data();
    void workerMessageComesBack();
    void newerVersionWaits_data();
    void newerVersionWaits();
    void garbageFromAServerIsInvalid_data();
    void garbageFromAServerIsInvalid();
    void garbageFromAWorkerIsInvalid_data();
    void garbageFromAWorkerIsInvalid();
    void ignoresFieldsThatItDoesNotKnow();
    void packsFramesIntoRanges_data();
    void packsFramesIntoRanges();
};

namespace {

const std::string producerA = "0a0a0a0a-0000-4000-8000-000000000001";
const std::string producerB = "0b0b0b0b-0000-4000-8000-000000000002";

std::string text(const std::vector<FrameRange> &ranges)
{
    std::string out;
    for (const FrameRange &range : ranges)
        out += range.producer + ' ' + std::to_string(range.from) + '-' + std::to_string(range.to) + '\n';
    return out;
}

}

Q_DECLARE_METATYPE(footfall::WorkerMessage)
Q_DECLARE_METATYPE(std::vector<footfall::FrameId>)

void TestPipeMessage::frameComesBack_data()
{
    QTest::addColumn<quint64>("sequence");
    QTest::addColumn<quint32>("events");
    QTest::addColumn<QByteArray>("body");

    QTest::newRow("one event") << quint64(1) << 1u << QByteArray("{\"site_id\":\"a\"}\n");
    QTest::newRow("two events") << quint64(2) << 2u << QByteArray("{}\n{}\n");
    QTest::newRow("no body") << quint64(3) << 0u << QByteArray();
    QTest::newRow("any bytes") << quint64(4) << 1u << QByteArray("\n\0\xff\n", 4);
    QTest::newRow("the largest numbers") << quint64(9'223'372'036'854'775'806) << 4'294'967'295u << QByteArray("{}\n");
}

void TestPipeMessage::frameComesBack()
{
    QFETCH(const quint64, sequence);
    QFETCH(const quint32, events);
    QFETCH(const QByteArray, body);
    const FrameId id {producerA, sequence};
    const std::string message = frameHeader(id, events) + body.toStdString();
    const auto decoded = decodeServerMessage(message);
    QVERIFY(decoded);
    QCOMPARE(decoded->type, ServerMessage::Type::Frame);
    QVERIFY(decoded->id == id);
    QCOMPARE(decoded->events, events);
    QCOMPARE(std::string(decoded->body), body.toStdString());
}

void TestPipeMessage::lowComesBack_data()
{
    QTest::addColumn<quint64>("low");

    QTest::newRow("nothing has left yet") << quint64(1);
    QTest::newRow("some") << quint64(42);
    QTest::newRow("the producer has ended") << quint64(producerEnded);
}

void TestPipeMessage::lowComesBack()
{
    QFETCH(const quint64, low);
    const std::string message = encodeLow(producerB, low, 7);
    const auto decoded = decodeServerMessage(message);
    QVERIFY(decoded);
    QCOMPARE(decoded->type, ServerMessage::Type::Low);
    QVERIFY(decoded->id == (FrameId {producerB, low}));
    QCOMPARE(decoded->rejected, 7u);
}

void TestPipeMessage::workerMessageComesBack_data()
{
    QTest::addColumn<WorkerMessage>("message");

    using Type = WorkerMessage::Type;
    QTest::newRow("hello") << WorkerMessage {Type::Hello, "worker-1", {}, 0};
    QTest::newRow("holding nothing") << WorkerMessage {Type::Holding, "worker-1", {}, 0};
    QTest::newRow("holding") << WorkerMessage {Type::Holding, "worker-1", {{producerA, 3, 3}}, 0};
    QTest::newRow("acknowledge") << WorkerMessage {
        Type::Acknowledge, "worker-1", {{producerA, 1, 9}, {producerB, 4, 4}, {producerB, 6, 7}}, 0};
    QTest::newRow("with rejected events") << WorkerMessage {Type::Acknowledge, "worker-1", {{producerA, 1, 1}}, 17};
    QTest::newRow("low stored") << WorkerMessage {
        Type::LowStored, "worker-1", {{producerA, producerEnded, producerEnded}}, 0};
    QTest::newRow("a name with quotes, a backslash, a line end and an umlaut")
        << WorkerMessage {Type::Hello, "a \"b\\c\nd] \xc3\xa4", {}, 0};
}

void TestPipeMessage::workerMessageComesBack()
{
    QFETCH(const WorkerMessage, message);
    const auto decoded = decodeWorkerMessage(encode(message));
    QVERIFY(decoded);
    QCOMPARE(decoded->type, message.type);
    QCOMPARE(decoded->worker, message.worker);
    QCOMPARE(text(decoded->frames), text(message.frames));
    QCOMPARE(decoded->rejected, message.rejected);
}

void TestPipeMessage::newerVersionWaits_data()
{
    QTest::addColumn<QByteArray>("message");

    QTest::newRow("the next") << QByteArray(R"({"v":2,"type":"frame","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1,"events":1})" "\n{}\n");
    QTest::newRow("of another shape") << QByteArray(R"({"v":3,"kind":"x"})" "\n\0\1", 20);
}

// A message of a newer version is for some other program: it must not be taken for garbage.
void TestPipeMessage::newerVersionWaits()
{
    QFETCH(const QByteArray, message);
    const auto fromServer = decodeServerMessage(message.toStdString());
    QVERIFY(!fromServer);
    QCOMPARE(fromServer.error().kind, Error::Kind::Unavailable);
    const auto fromWorker = decodeWorkerMessage(message.left(message.indexOf('\n') + 1).toStdString());
    QVERIFY(!fromWorker);
    QCOMPARE(fromWorker.error().kind, Error::Kind::Unavailable);
}

void TestPipeMessage::garbageFromAServerIsInvalid_data()
{
    QTest::addColumn<QByteArray>("message");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a line end") << QByteArray("\n");
    QTest::newRow("noise") << QByteArray("\x01\xff\x00\n", 4);
    QTest::newRow("an array") << QByteArray("[]\n");
    QTest::newRow("cut short") << QByteArray(R"({"v":1,"type":"frame","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq)");
    QTest::newRow("no version") << QByteArray(R"({"type":"low","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1})");
    QTest::newRow("version 0") << QByteArray(R"({"v":0,"type":"low","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1})");
    QTest::newRow("a version in words") << QByteArray(R"({"v":"1","type":"low","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1})");
    QTest::newRow("unknown type") << QByteArray(R"({"v":1,"type":"high","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1})");
    QTest::newRow("a worker's type") << QByteArray(R"({"v":1,"type":"ack","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1})");
    QTest::newRow("no producer") << QByteArray(R"({"v":1,"type":"low","seq":1})");
    QTest::newRow("no sequence") << QByteArray(R"({"v":1,"type":"low","producer":"0a0a0a0a-0000-4000-8000-000000000001"})");
    QTest::newRow("a negative sequence") << QByteArray(R"({"v":1,"type":"low","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":-1})");
    QTest::newRow("sequence 0") << QByteArray(R"({"v":1,"type":"low","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":0})");
    QTest::newRow("a sequence that no ledger can keep") << QByteArray(R"({"v":1,"type":"low","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":9223372036854775808})");
    QTest::newRow("a producer that is no UUID") << QByteArray(R"({"v":1,"type":"low","producer":"p","seq":1})");
    QTest::newRow("a UUID in capitals") << QByteArray(R"({"v":1,"type":"low","producer":"0A0A0A0A-0000-4000-8000-000000000001","seq":1})");
    QTest::newRow("a UUID and more") << QByteArray(R"({"v":1,"type":"low","producer":"0a0a0a0a-0000-4000-8000-0000000000011","seq":1})");
    QTest::newRow("more events than fit") << QByteArray(R"({"v":1,"type":"frame","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1,"events":4294967296})");
    QTest::newRow("a frame without its events") << QByteArray(R"({"v":1,"type":"frame","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":1})");
}

void TestPipeMessage::garbageFromAServerIsInvalid()
{
    QFETCH(const QByteArray, message);
    const auto decoded = decodeServerMessage(message.toStdString());
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().kind, Error::Kind::Invalid);
}

void TestPipeMessage::garbageFromAWorkerIsInvalid_data()
{
    QTest::addColumn<QByteArray>("message");

    const auto holding = [](const char *frames) -> QByteArray {
        return QByteArray(R"({"v":1,"type":"holding","worker":"w","rejected":0,"frames":)") + frames + "}\n";
    };
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("noise") << QByteArray("\x01\xff\x00\n", 4);
    QTest::newRow("a server's type") << QByteArray(R"({"v":1,"type":"low","worker":"w","rejected":0,"frames":[]})");
    QTest::newRow("no worker") << QByteArray(R"({"v":1,"type":"hello","rejected":0,"frames":[]})");
    QTest::newRow("no frames") << QByteArray(R"({"v":1,"type":"hello","worker":"w","rejected":0})");
    QTest::newRow("no rejected") << QByteArray(R"({"v":1,"type":"hello","worker":"w","frames":[]})");
    QTest::newRow("trailing garbage") << holding("[]") + "x";
    QTest::newRow("a range that is none") << holding("[1]");
    QTest::newRow("a range of two") << holding(R"([["0a0a0a0a-0000-4000-8000-000000000001",1]])");
    QTest::newRow("a range in words") << holding(R"([["0a0a0a0a-0000-4000-8000-000000000001","1","2"]])");
    QTest::newRow("a range of nobody's") << holding(R"([["p",1,1]])");
    QTest::newRow("a range from 0") << holding(R"([["0a0a0a0a-0000-4000-8000-000000000001",0,1]])");
    QTest::newRow("a range backwards") << holding(R"([["0a0a0a0a-0000-4000-8000-000000000001",2,1]])");
    QTest::newRow("the second range") << holding(R"([["0a0a0a0a-0000-4000-8000-000000000001",1,1],["0a0a0a0a-0000-4000-8000-000000000001",-1,1]])");
}

void TestPipeMessage::garbageFromAWorkerIsInvalid()
{
    QFETCH(const QByteArray, message);
    const auto decoded = decodeWorkerMessage(message.toStdString());
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().kind, Error::Kind::Invalid);
}

// What a later release of the same version may add.
void TestPipeMessage::ignoresFieldsThatItDoesNotKnow()
{
    const std::string message = R"({"more":[1],"v":1,"type":"frame","producer":"0a0a0a0a-0000-4000-8000-000000000001","seq":5,"events":2,"x":{}})"
                                "\nbody";
    const auto decoded = decodeServerMessage(message);
    QVERIFY(decoded);
    QCOMPARE(decoded->id.sequence, std::uint64_t(5));
    QCOMPARE(std::string(decoded->body), std::string("body"));
}

void TestPipeMessage::packsFramesIntoRanges_data()
{
    QTest::addColumn<std::vector<FrameId>>("frames");
    QTest::addColumn<QByteArray>("ranges");

    using Frames = std::vector<FrameId>;
    QTest::newRow("none") << Frames {} << QByteArray();
    QTest::newRow("one") << Frames {{"a", 5}} << QByteArray("a 5-5\n");
    QTest::newRow("in order") << Frames {{"a", 1}, {"a", 2}, {"a", 3}} << QByteArray("a 1-3\n");
    QTest::newRow("out of order") << Frames {{"a", 3}, {"a", 1}, {"a", 2}} << QByteArray("a 1-3\n");
    QTest::newRow("a gap") << Frames {{"a", 1}, {"a", 2}, {"a", 4}} << QByteArray("a 1-2\na 4-4\n");
    QTest::newRow("two producers never join") << Frames {{"b", 2}, {"a", 1}} << QByteArray("a 1-1\nb 2-2\n");
    QTest::newRow("mixed") << Frames {{"b", 1}, {"a", 9}, {"b", 2}, {"a", 8}} << QByteArray("a 8-9\nb 1-2\n");
}

void TestPipeMessage::packsFramesIntoRanges()
{
    QFETCH(const std::vector<FrameId>, frames);
    QFETCH(const QByteArray, ranges);
    QCOMPARE(text(toRanges(frames)), ranges.toStdString());
}

QTEST_GUILESS_MAIN(TestPipeMessage)

#include "tst_pipemessage.moc"
