#include "tests/server/disk.h"
#include "tests/server/spoolfiles.h"

#include "server/spool/spool.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QFileInfo>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <set>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

class TestSpool : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void acceptedMeansOnDisk_fromSeveralThreads();
    void acceptedMeansOnDisk_answeredOnlyAfterASync();
    void whatArrivesDuringACommitGoesIntoTheNextTogether();
    void whatIsGatheredIsOneCommit();
    void muchDoesNotWaitForMore();
    void largeAppendSpansFramesInOneCommit();
    void aFrameIsLargerOnlyIfOneEventIs();
    void overItsLimitItIsFull();
    void nearItsLimitItTakesWhatFits();
    void anAlmostFullDiskTakesDeletionsOnly();
    void aFullDiskIsTriedAgain();
    void aFailedSyncIsFinal();
    void theLogBeginsAnewWhileCommitsGoOn();
    void memoryIsBounded();
    void closingCommitsWhatWaits();
    void afterClosingAppendsAreRefused();
    void saysItsSizeAndLowWatermarks();
    void forgetsAProducer();
    void onlyOneMayHaveTheFolder();

private:
    std::unique_ptr<Spool> open(qint64 limit = 1 << 30);
    // Appends to the spool with this object as the context; outcomes in the order of appending.
    void append(Spool &spool, const std::string &lines, std::uint32_t events = 1);
    void gather(Spool &spool, int count); // events that may wait for more
    bool waitForOutcomes(std::size_t outcomes);
    QByteArray outcomes() const; // a letter each: a for accepted, else the kind of the error
    QByteArray bodies() const;
    QString folder() const { return m_folder->filePath(u"spool"_s); }

    // Holds the spool's thread after its next commit.
    void holdNextCommit();
    bool isHeld() { return m_held.tryAcquire(1, 10'000); }
    void letGo();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::vector<Result<void>> m_outcomes;
    std::atomic<bool> m_hold = false;
    QSemaphore m_held;
    QSemaphore m_released;
    std::atomic<int> m_commits = 0;
};

namespace {

std::string lineOf(std::size_t bytes)
{
    std::string line(bytes, 'x');
    line.back() = '\n';
    return line;
}

char letter(const Result<void> &outcome)
{
    if (outcome)
        return 'a';
    switch (outcome.error().kind) {
    case Error::Kind::Full: return 'F';
    case Error::Kind::Unavailable: return 'U';
    case Error::Kind::Failed: return 'X';
    default: return '?';
    }
}

// A thread that appends, and one that is answered: they are not the same in the server
// either, and there are several of each.
struct Producer {
    QThread contextThread;
    QObject context;
    std::unique_ptr<QThread> appender;
    std::atomic<int> accepted = 0;
    std::atomic<int> elsewhere = 0; // answered in a wrong thread

    Producer()
    {
        context.moveToThread(&contextThread);
        contextThread.start();
    }
    ~Producer()
    {
        if (appender)
            appender->wait();
        contextThread.quit();
        contextThread.wait();
    }
    void start(Spool &spool, int number, int appends)
    {
        appender.reset(QThread::create([this, &spool, number, appends] {
            for (int i = 0; i < appends; ++i) {
                spool.append({std::to_string(number) + ':' + std::to_string(i) + '\n', 1, &context,
                    [this](const Result<void> &outcome) {
                        accepted += bool(outcome);
                        elsewhere += QThread::currentThread() != &contextThread;
                    }});
            }
        }));
        appender->start();
    }
};

}

void TestSpool::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_outcomes.clear();
    m_commits = 0;
}

void TestSpool::cleanup()
{
    QCoreApplication::removePostedEvents(this); // answers that a failed test did not wait for
    Disk::mend();
    m_folder.reset();
}

std::unique_ptr<Spool> TestSpool::open(qint64 limit)
{
    auto spool = Spool::open(folder(), limit, systemNow, [this] {
        ++m_commits;
        if (m_hold.exchange(false)) {
            m_held.release();
            m_released.acquire();
        }
    });
    if (!spool)
        qFatal("%s", qPrintable(spool.error().message));
    return std::move(*spool);
}

void TestSpool::holdNextCommit()
{
    m_released.tryAcquire(m_released.available()); // of a letGo() that nobody needed
    m_hold = true;
}

void TestSpool::letGo()
{
    m_hold = false;
    m_released.release();
}

void TestSpool::append(Spool &spool, const std::string &lines, std::uint32_t events)
{
    spool.append({lines, events, this, [this](const Result<void> &outcome) {
                      if (QThread::currentThread() != thread())
                          qFatal("answered in a wrong thread");
                      m_outcomes.push_back(outcome);
                  }});
}

void TestSpool::gather(Spool &spool, int count)
{
    for (int i = 0; i < count; ++i)
        spool.append({"x\n", 1, this, [this](const Result<void> &outcome) { m_outcomes.push_back(outcome); }, true});
}

bool TestSpool::waitForOutcomes(std::size_t outcomes)
{
    return QTest::qWaitFor([&] { return m_outcomes.size() >= outcomes; }, 30'000);
}

QByteArray TestSpool::outcomes() const
{
    QByteArray letters;
    for (const Result<void> &outcome : m_outcomes)
        letters += letter(outcome);
    return letters;
}

QByteArray TestSpool::bodies() const
{
    QByteArray all;
    for (const SpoolReader::Row &row : rowsIn(folder()))
        all += QByteArray::fromStdString(row.body);
    return all;
}

void TestSpool::acceptedMeansOnDisk_fromSeveralThreads()
{
    constexpr int appends = 500;
    const auto spool = open();
    Producer producers[4];
    for (int i = 0; i < 4; ++i)
        producers[i].start(*spool, i, appends);
    for (Producer &producer : producers) {
        QTRY_COMPARE_WITH_TIMEOUT(producer.accepted, appends, 60'000);
        QCOMPARE(producer.elsewhere, 0);
    }

    const QString left = m_folder->filePath(u"left"_s);
    copyFiles(folder(), left); // as if all had been killed just now
    QVERIFY(SpoolStore::open(left, systemNow));
    std::uint32_t events = 0;
    int next[4] = {};
    for (const SpoolReader::Row &row : rowsIn(left)) {
        events += row.events;
        for (const QByteArray &line : QByteArray::fromStdString(row.body).split('\n')) {
            if (line.isEmpty())
                continue;
            const int number = line.left(1).toInt();
            QCOMPARE(line.mid(2).toInt(), next[number]++); // each thread's in its order, each once
        }
    }
    QCOMPARE(events, std::uint32_t(4 * appends));
    for (const int each : next)
        QCOMPARE(each, appends);
}

void TestSpool::acceptedMeansOnDisk_answeredOnlyAfterASync()
{
    const auto spool = open();
    for (std::size_t i = 1; i <= 20; ++i) {
        const int before = Disk::syncs;
        append(*spool, "a\n");
        QVERIFY(waitForOutcomes(i));
        QVERIFY(Disk::syncs > before);
    }
    QCOMPARE(outcomes(), QByteArray(20, 'a'));
}

void TestSpool::whatArrivesDuringACommitGoesIntoTheNextTogether()
{
    const auto spool = open();
    const auto guard = qScopeGuard([this] { letGo(); });
    holdNextCommit();
    append(*spool, "first\n");
    QVERIFY(isHeld());
    for (int i = 0; i < 100; ++i)
        append(*spool, "x\n");
    const int before = Disk::syncs;
    letGo();
    QVERIFY(waitForOutcomes(101));
    QCOMPARE(outcomes(), QByteArray(101, 'a'));
    QTRY_COMPARE(m_commits, 2);
    QVERIFY(Disk::syncs <= before + 2); // of one commit, not of a hundred
    const auto rows = rowsIn(folder());
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[1].events, 100u);
}

void TestSpool::whatIsGatheredIsOneCommit()
{
    const auto spool = open();
    gather(*spool, 20);
    QVERIFY(!QTest::qWaitFor([this] { return m_commits > 0; }, 100));
    spool->commitGathered();
    QVERIFY(waitForOutcomes(20));
    QCOMPARE(m_commits, 1);
    spool->commitGathered(); // nothing
    gather(*spool, 1);
    spool->close(); // whatever is still gathered
    QVERIFY(waitForOutcomes(21));
    QCOMPARE(outcomes(), QByteArray(21, 'a'));
}

void TestSpool::muchDoesNotWaitForMore()
{
    const auto spool = open();
    gather(*spool, 40);
    QVERIFY(waitForOutcomes(32));
}

void TestSpool::largeAppendSpansFramesInOneCommit()
{
    const auto spool = open();
    std::string lines;
    for (int i = 0; i < 3000; ++i)
        lines += std::to_string(10'000 + i) + std::string(294, 'x') + '\n'; // 300 bytes
    append(*spool, lines, 3000);
    QVERIFY(waitForOutcomes(1));
    QCOMPARE(outcomes(), QByteArray("a"));
    QTRY_COMPARE(m_commits, 1); // all or nothing

    const auto rows = rowsIn(folder());
    QCOMPARE(rows.size(), std::size_t(4)); // of 256 KiB: as few as may be
    std::string all;
    std::uint32_t events = 0;
    for (const SpoolReader::Row &row : rows) {
        QVERIFY(row.body.size() <= 256 << 10);
        QCOMPARE(row.body.back(), '\n'); // no event is split
        QCOMPARE(std::count(row.body.begin(), row.body.end(), '\n'), std::ptrdiff_t(row.events));
        all += row.body;
        events += row.events;
    }
    QCOMPARE(events, 3000u);
    QVERIFY(all == lines);
}

void TestSpool::aFrameIsLargerOnlyIfOneEventIs()
{
    const auto spool = open();
    const std::string large = lineOf((300 << 10) + 1);
    append(*spool, "a\n" + large + "b\n", 3);
    QVERIFY(waitForOutcomes(1));
    const auto rows = rowsIn(folder());
    QCOMPARE(rows.size(), std::size_t(3));
    QVERIFY(rows[1].body == large);
    QCOMPARE(rows[1].events, 1u);
    QCOMPARE(rows[2].body, std::string("b\n"));
}

void TestSpool::overItsLimitItIsFull()
{
    const auto spool = open(1000);
    const std::string line500 = lineOf(500);
    append(*spool, line500);
    QVERIFY(waitForOutcomes(1));
    append(*spool, line500); // up to the last byte
    QVERIFY(waitForOutcomes(2));
    QVERIFY(!spool->refusal());
    append(*spool, "\n");
    QVERIFY(waitForOutcomes(3));
    QCOMPARE(outcomes(), QByteArray("aaF"));
    QVERIFY(m_outcomes[2].error().message.contains(u"--spool-limit"));
    QVERIFY(spool->refusal());
    QCOMPARE(spool->refusal()->kind, Error::Kind::Full);
    QCOMPARE(spool->size().bytes, 1000);
    QCOMPARE(bodies().size(), 1000); // nothing of it was taken

    spool->acknowledge({1});
    QTRY_VERIFY(!spool->refusal()); // by itself
    QCOMPARE(spool->size().bytes, 500);
    append(*spool, line500);
    QVERIFY(waitForOutcomes(4));
    QCOMPARE(outcomes(), QByteArray("aaFa"));
}

// Of what arrives together, nothing is refused for the size of something else.
void TestSpool::nearItsLimitItTakesWhatFits()
{
    const auto spool = open(1000);
    const auto guard = qScopeGuard([this] { letGo(); });
    holdNextCommit();
    append(*spool, std::string(99, 'a') + '\n');
    QVERIFY(isHeld());
    for (const auto &[size, letter] : {std::pair(599, 'b'), {499, 'c'}, {299, 'd'}})
        append(*spool, std::string(std::size_t(size), letter) + '\n');
    letGo();
    QVERIFY(waitForOutcomes(4));
    QCOMPARE(outcomes(), QByteArray("aaaF"));
    QVERIFY(spool->refusal());
    QCOMPARE(bodies(), QByteArray(99, 'a') + '\n' + QByteArray(599, 'b') + '\n' + QByteArray(299, 'd') + '\n');
}

// Deleting needs room too: the last of the disk is for that.
void TestSpool::anAlmostFullDiskTakesDeletionsOnly()
{
    const auto spool = open();
    append(*spool, "a\n");
    QVERIFY(waitForOutcomes(1));
    Disk::isAlmostFull = true;
    append(*spool, "b\n");
    QVERIFY(waitForOutcomes(2));
    QCOMPARE(outcomes(), QByteArray("aF"));
    QVERIFY(m_outcomes[1].error().message.contains(u"disk"));
    QVERIFY(spool->refusal());
    spool->acknowledge({1});
    QTRY_COMPARE(spool->size().frames, 0);
    QCOMPARE(bodies(), QByteArray());

    Disk::mend();
    append(*spool, "c\n");
    QVERIFY(waitForOutcomes(3));
    QCOMPARE(outcomes(), QByteArray("aFa"));
    QVERIFY(!spool->refusal());
}

void TestSpool::aFullDiskIsTriedAgain()
{
    const auto spool = open();
    append(*spool, "a\n");
    QVERIFY(waitForOutcomes(1));
    Disk::isFull = true;
    append(*spool, "b\n");
    QVERIFY(waitForOutcomes(2));
    QCOMPARE(outcomes(), QByteArray("aF"));
    const int before = m_commits;
    spool->acknowledge({1}); // cannot be done now
    QTRY_VERIFY(m_commits > before);
    QCOMPARE(spool->size().frames, 1);

    Disk::mend();
    QTRY_COMPARE(spool->size().frames, 0); // nobody has to ask twice
    QVERIFY(!spool->refusal());
    append(*spool, "c\n");
    QVERIFY(waitForOutcomes(3));
    QCOMPARE(outcomes(), QByteArray("aFa"));
    QCOMPARE(bodies(), QByteArray("c\n"));
}

// After a failed fsync the kernel may have dropped the page: a retry that succeeds proves
// nothing.
void TestSpool::aFailedSyncIsFinal()
{
    const auto spool = open();
    append(*spool, "a\n");
    QVERIFY(waitForOutcomes(1));
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"nothing is accepted any more"_s));
    Disk::syncFails = true;
    append(*spool, "b\n");
    QVERIFY(waitForOutcomes(2));
    Disk::mend();
    for (int i = 0; i < 3; ++i)
        append(*spool, "c\n");
    QVERIFY(waitForOutcomes(5));
    QCOMPARE(outcomes(), QByteArray("aXXXX"));
    QVERIFY(spool->refusal());
    QCOMPARE(spool->refusal()->kind, Error::Kind::Failed);
    spool->close();
    append(*spool, "d\n");
    QVERIFY(waitForOutcomes(6));
    QVERIFY(!m_outcomes.back());
    QVERIFY(bodies().startsWith("a\n"));
    QVERIFY(!bodies().contains('c'));
}

// It is moved beside the commits; what comes meanwhile must not keep it growing for ever.
void TestSpool::theLogBeginsAnewWhileCommitsGoOn()
{
    const auto spool = open();
    const QFileInfo log(folder() + u"/spool.db-wal"_s);
    qint64 largest = 0;
    for (std::size_t commits = 0; commits < 600; ++commits) {
        append(*spool, std::string(200 << 10, 'x') + '\n');
        QVERIFY(waitForOutcomes(commits + 1));
        largest = std::max(largest, QFileInfo(log.filePath()).size());
    }
    QCOMPARE(outcomes(), QByteArray(600, 'a'));
    QVERIFY2(largest < 48 << 20, qPrintable(QString::number(largest))); // of 117 MiB that were written
    QVERIFY(QFileInfo(folder() + u"/spool.db"_s).size() > 64 << 20);
}

void TestSpool::memoryIsBounded()
{
    const auto spool = open(1000); // so that it does not have to write it all
    const auto guard = qScopeGuard([this] { letGo(); });
    holdNextCommit();
    append(*spool, "first\n");
    QVERIFY(isHeld());
    const std::string large = lineOf(8 << 20);
    for (int i = 0; i < 8; ++i)
        append(*spool, large);
    append(*spool, "\n"); // the first byte over 64 MiB
    QVERIFY(waitForOutcomes(2));
    QCOMPARE(outcomes(), QByteArray("aF")); // at once: the others still wait
    QVERIFY(m_outcomes[1].error().message.contains(u"slow"));
    letGo();
    QVERIFY(waitForOutcomes(10));
    append(*spool, "last\n");
    QVERIFY(waitForOutcomes(11));
    QCOMPARE(outcomes(), QByteArray("aFFFFFFFFFa"));
    QCOMPARE(bodies(), QByteArray("first\nlast\n"));
}

void TestSpool::closingCommitsWhatWaits()
{
    const auto spool = open();
    const auto guard = qScopeGuard([this] { letGo(); });
    holdNextCommit();
    append(*spool, "a\n");
    QVERIFY(isHeld());
    append(*spool, "b\n");
    append(*spool, "c\n");
    letGo();
    spool->close();
    QCOMPARE(bodies(), QByteArray("a\nb\nc\n"));
    QVERIFY(waitForOutcomes(3));
    QCOMPARE(outcomes(), QByteArray("aaa"));
}

void TestSpool::afterClosingAppendsAreRefused()
{
    const auto spool = open();
    spool->close();
    append(*spool, "late\n");
    QVERIFY(waitForOutcomes(1));
    QCOMPARE(outcomes(), QByteArray("U"));
    QCOMPARE(bodies(), QByteArray());
    spool->close(); // twice is once
}

void TestSpool::saysItsSizeAndLowWatermarks()
{
    const Timestamp before = systemNow();
    const auto spool = open();
    QCOMPARE(spool->lowWatermarks().size(), std::size_t(1));
    const std::string producer = spool->lowWatermarks().begin()->first;
    append(*spool, "a\n");
    QVERIFY(waitForOutcomes(1));
    append(*spool, "b\nc\n", 2);
    QVERIFY(waitForOutcomes(2));
    QCOMPARE(spool->size().frames, 2);
    QCOMPARE(spool->size().events, 3);
    QCOMPARE(spool->size().bytes, 6);
    QVERIFY(spool->size().oldest >= before && spool->size().oldest <= systemNow());
    QCOMPARE(spool->lowWatermarks().at(producer), std::uint64_t(1));
    spool->acknowledge({1});
    QTRY_COMPARE(spool->size().events, 2);
    QCOMPARE(spool->lowWatermarks().at(producer), std::uint64_t(2));
    spool->acknowledge({2});
    QTRY_COMPARE(spool->size().events, 0);
    QCOMPARE(spool->size().oldest, Timestamp(0));
    QCOMPARE(spool->lowWatermarks().at(producer), std::uint64_t(3));
}

void TestSpool::forgetsAProducer()
{
    const std::string old = open()->lowWatermarks().begin()->first;
    const auto spool = open();
    QCOMPARE(spool->lowWatermarks().at(old), producerEnded);
    spool->forget(old);
    QTRY_VERIFY(!spool->lowWatermarks().contains(old));
}

void TestSpool::onlyOneMayHaveTheFolder()
{
    const auto spool = open();
    const auto second = Spool::open(folder(), 1000, systemNow, [] {});
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Unavailable);
}

QTEST_GUILESS_MAIN(TestSpool)

#include "tst_spool.moc"
