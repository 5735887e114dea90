#include "tests/server/disk.h"
#include "tests/server/spoolfiles.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

class TestSpoolStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keepsWhatItWasGiven();
    void acceptedMeansOnDisk_everyCommitIsSynced();
    void acceptedMeansOnDisk_afterAKill();
    void reopeningKeepsWhatIsNotAcknowledged();
    void countedOnce_aDrainedSpoolNeverReusesAPair();
    void countedOnce_copiesOfASpoolNeverMakeTheSamePair();
    void acknowledgingDeletes();
    void oneCommitDeletesAndAdds();
    void onlyOneMayHaveIt();
    void keepsItsPragmas();
    void movesTheLogOnlyWhenTold();
    void aDrainedBacklogGivesItsRoomBack();
    void aFullDiskTakesNothing();
    void aFailedSyncIsFinal();
    void lowIsTheOldestFrame();
    void lowOfADrainedOldProducerIsItsEnd();
    void forgottenProducersStayForgotten();
    void readerGoesInOrderUpToItsLimit_data();
    void readerGoesInOrderUpToItsLimit();
    void readerFindsARow();
    void aFolderThatCannotBeIsAnError();

private:
    using Frames = std::vector<SpoolStore::NewFrame>;
    std::unique_ptr<SpoolStore> open(const QString &folder);
    std::unique_ptr<SpoolStore> open() { return open(folder()); }
    QString folder() const { return m_folder->filePath(u"spool"_s); }
    qint64 sizeOf(const QString &name) const { return QFileInfo(folder() + u'/' + name).size(); }
    // Adds `frames` frames of 256 KiB, deletes them again, and lets the store tidy up.
    void fillAndDrain(SpoolStore &store, std::size_t frames);

    std::unique_ptr<QTemporaryDir> m_folder;
    Timestamp m_now = 0;
};

namespace {

// row:sequence:events:body of each.
QByteArray text(const std::vector<SpoolReader::Row> &rows)
{
    QByteArrayList all;
    for (const SpoolReader::Row &row : rows) {
        all += QByteArray::number(row.id) + ':' + QByteArray::number(qulonglong(row.frame.sequence)) + ':'
            + QByteArray::number(row.events) + ':' + QByteArray::fromStdString(row.body);
    }
    return all.join(' ');
}

std::vector<qint64> idsOf(const std::vector<SpoolReader::Row> &rows)
{
    std::vector<qint64> ids;
    for (const SpoolReader::Row &row : rows)
        ids.push_back(row.id);
    return ids;
}

}

#define VERIFY_DONE(result) \
    do { \
        const auto outcome = result; \
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message)); \
    } while (false)

void TestSpoolStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_now = 1'763'200'800 * microsPerSecond;
}

void TestSpoolStore::cleanup()
{
    Disk::mend();
    m_folder.reset();
}

std::unique_ptr<SpoolStore> TestSpoolStore::open(const QString &folder)
{
    auto store = SpoolStore::open(folder, [this] { return m_now; });
    if (!store)
        qFatal("%s", qPrintable(store.error().message));
    return std::move(*store);
}

void TestSpoolStore::fillAndDrain(SpoolStore &store, std::size_t frames)
{
    VERIFY_DONE(store.commit({}, Frames(frames, {1, std::string(256 << 10, 'x')})));
    VERIFY_DONE(store.commit(idsOf(rowsIn(folder())), {}));
    VERIFY_DONE(store.checkpoint());
    for (auto given = store.giveRoomBack(); given && *given; given = store.giveRoomBack()) { }
}

void TestSpoolStore::keepsWhatItWasGiven()
{
    const auto store = open();
    QCOMPARE(store->size().frames, 0);
    QCOMPARE(store->size().oldest, Timestamp(0));
    const std::string anyBytes("\0\xff'\n", 4);
    VERIFY_DONE(store->commit({}, {{2, "a\nb\n"}, {1, anyBytes}}));
    m_now += microsPerSecond;
    VERIFY_DONE(store->commit({}, {{1, "c\n"}}));

    const auto rows = rowsIn(folder());
    QCOMPARE(rows.size(), std::size_t(3));
    QCOMPARE(text(rows), QByteArray("1:1:2:a\nb\n 2:2:1:\0\xff'\n 3:3:1:c\n", 30));
    QCOMPARE(rows[0].frame.producer.size(), std::size_t(36));
    QCOMPARE(rows[2].frame.producer, rows[0].frame.producer);
    QCOMPARE(store->size().frames, 3);
    QCOMPARE(store->size().events, 4);
    QCOMPARE(store->size().bytes, 10);
    QCOMPARE(store->size().oldest, m_now - microsPerSecond);
}

void TestSpoolStore::acceptedMeansOnDisk_everyCommitIsSynced()
{
    const auto store = open();
    for (int i = 0; i < 5; ++i) {
        const int before = Disk::syncs;
        VERIFY_DONE(store->commit({}, {{1, "a\n"}, {1, "b\n"}}));
        QVERIFY(Disk::syncs > before);
        QVERIFY(Disk::syncs <= before + 2); // and it does not cost one a frame
    }
}

void TestSpoolStore::acceptedMeansOnDisk_afterAKill()
{
    const auto store = open();
    const QString left = m_folder->filePath(u"left"_s);
    VERIFY_DONE(store->commit({}, {{1, "a\n"}}));
    VERIFY_DONE(store->commit({1}, {{1, "b\n"}, {2, "c\nd\n"}}));
    copyFiles(folder(), left);
    VERIFY_DONE(store->commit({2, 3}, {{1, "later\n"}}));

    const auto after = open(left);
    QCOMPARE(text(rowsIn(left)), QByteArray("2:2:1:b\n 3:3:2:c\nd\n"));
    QCOMPARE(after->size().events, 3);
}

void TestSpoolStore::reopeningKeepsWhatIsNotAcknowledged()
{
    auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}, {2, "b\nb\n"}}));
    m_now += microsPerSecond;
    VERIFY_DONE(store->commit({1}, {{1, "c\n"}}));
    const auto before = rowsIn(folder());
    store.reset();

    m_now += microsPerSecond;
    store = open();
    QCOMPARE(store->size().frames, 2);
    QCOMPARE(store->size().events, 3);
    QCOMPARE(store->size().bytes, 6);
    QCOMPARE(store->size().oldest, m_now - 2 * microsPerSecond);
    VERIFY_DONE(store->commit({}, {{1, "d\n"}}));

    const auto rows = rowsIn(folder());
    QCOMPARE(text(rows), QByteArray("2:2:2:b\nb\n 3:3:1:c\n 4:1:1:d\n"));
    QCOMPARE(rows[0].frame.producer, before[0].frame.producer); // as they were born
    QCOMPARE(rows[1].frame.producer, before[0].frame.producer);
    QVERIFY(rows[2].frame.producer != before[0].frame.producer);
}

// SQLite starts row ids from 1 again in a table that is empty; a name must not.
void TestSpoolStore::countedOnce_aDrainedSpoolNeverReusesAPair()
{
    std::set<FrameId> names;
    for (int run = 0; run < 3; ++run) {
        const auto store = open();
        for (int round = 0; round < 3; ++round) {
            VERIFY_DONE(store->commit({}, {{1, "a\n"}, {1, "b\n"}}));
            const auto rows = rowsIn(folder());
            QCOMPARE(rows.size(), std::size_t(2));
            QCOMPARE(rows[0].frame.sequence, std::uint64_t(1 + 2 * round));
            for (const SpoolReader::Row &row : rows)
                QVERIFY(names.insert(row.frame).second);
            VERIFY_DONE(store->commit(idsOf(rows), {}));
        }
    }
    QCOMPARE(names.size(), std::size_t(18));
}

void TestSpoolStore::countedOnce_copiesOfASpoolNeverMakeTheSamePair()
{
    const QString restored = m_folder->filePath(u"restored"_s);
    VERIFY_DONE(open()->commit({}, {{1, "a\n"}}));
    copyFiles(folder(), restored);
    for (const QString &each : {folder(), restored})
        VERIFY_DONE(open(each)->commit({1}, {{1, "b\n"}}));
    const auto one = rowsIn(folder());
    const auto other = rowsIn(restored);
    QCOMPARE(text(one), QByteArray("2:1:1:b\n"));
    QCOMPARE(text(other), text(one));
    QVERIFY(one[0].frame != other[0].frame);
}

void TestSpoolStore::acknowledgingDeletes()
{
    const auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}}));
    m_now += microsPerSecond;
    VERIFY_DONE(store->commit({}, {{2, "b\nb\n"}}));
    VERIFY_DONE(store->commit({1, 99}, {})); // and one that is not there
    VERIFY_DONE(store->commit({1}, {})); // again
    QCOMPARE(text(rowsIn(folder())), QByteArray("2:2:2:b\nb\n"));
    QCOMPARE(store->size().frames, 1);
    QCOMPARE(store->size().events, 2);
    QCOMPARE(store->size().bytes, 4);
    QCOMPARE(store->size().oldest, m_now);
    VERIFY_DONE(store->commit({2}, {}));
    QCOMPARE(store->size().frames, 0);
    QCOMPARE(store->size().events, 0);
    QCOMPARE(store->size().bytes, 0);
    QCOMPARE(store->size().oldest, Timestamp(0));
}

void TestSpoolStore::oneCommitDeletesAndAdds()
{
    const auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}}));
    m_now += microsPerSecond;
    VERIFY_DONE(store->commit({1}, {{1, "b\n"}}));
    QCOMPARE(text(rowsIn(folder())), QByteArray("2:2:1:b\n"));
    QCOMPARE(store->size().oldest, m_now);
}

void TestSpoolStore::onlyOneMayHaveIt()
{
    auto store = open();
    const auto second = SpoolStore::open(folder(), systemNow);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Error::Kind::Unavailable);
    QVERIFY2(second.error().message.contains(folder()), qPrintable(second.error().message));
    VERIFY_DONE(store->commit({}, {{1, "a\n"}})); // and it does not mind
    store.reset();
    QVERIFY(SpoolStore::open(folder(), systemNow));
}

void TestSpoolStore::keepsItsPragmas()
{
    const auto store = open();
    auto database = Sqlite::open(folder() + u"/spool.db"_s, Sqlite::Mode::ReadOnly);
    QVERIFY(database);
    QCOMPARE(database->value(u"PRAGMA journal_mode"_s)->toString(), u"wal"_s);
    QCOMPARE(database->value(u"PRAGMA auto_vacuum"_s)->toInt(), 2); // incremental
    // synchronous and wal_autocheckpoint are a connection's own; see
    // acceptedMeansOnDisk_everyCommitIsSynced and movesTheLogOnlyWhenTold.
}

// An error in SQLite's automatic checkpoint would be swallowed.
void TestSpoolStore::movesTheLogOnlyWhenTold()
{
    const auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}}));
    const qint64 before = sizeOf(u"spool.db"_s);
    for (int i = 0; i < 8; ++i) // SQLite's own would be due after 4 MiB
        VERIFY_DONE(store->commit({}, Frames(4, {1, std::string(256 << 10, 'x')})));
    QCOMPARE(sizeOf(u"spool.db"_s), before);
    QVERIFY(sizeOf(u"spool.db-wal"_s) > 8 << 20);

    for (int i = 0; i < 8; ++i)
        VERIFY_DONE(store->commit({}, Frames(4, {1, std::string(256 << 10, 'x')})));
    QCOMPARE(sizeOf(u"spool.db"_s), before);
    VERIFY_DONE(store->checkpoint());
    QVERIFY(sizeOf(u"spool.db"_s) > 16 << 20);
    const qint64 log = sizeOf(u"spool.db-wal"_s);
    VERIFY_DONE(store->commit({}, Frames(4, {1, std::string(256 << 10, 'x')})));
    QCOMPARE(sizeOf(u"spool.db-wal"_s), log); // it starts over
}

void TestSpoolStore::aDrainedBacklogGivesItsRoomBack()
{
    const auto store = open();
    VERIFY_DONE(store->commit({}, Frames(160, {1, std::string(256 << 10, 'x')})));
    VERIFY_DONE(store->checkpoint());
    const qint64 most = sizeOf(u"spool.db"_s);
    QVERIFY(most > 40 << 20);
    VERIFY_DONE(store->commit(idsOf(rowsIn(folder())), {}));
    for (int i = 0; i < 4; ++i)
        fillAndDrain(*store, 65);
    QVERIFY2(sizeOf(u"spool.db"_s) < most / 2, qPrintable(QString::number(sizeOf(u"spool.db"_s))));
}

void TestSpoolStore::aFullDiskTakesNothing()
{
    const auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}}));
    Disk::isFull = true;
    const auto refused = store->commit({}, {{1, "b\n"}, {1, "c\n"}});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::Full);
    QCOMPARE(store->size().frames, 1);
    QCOMPARE(store->size().bytes, 2);
    Disk::mend();
    VERIFY_DONE(store->commit({}, {{1, "d\n"}}));
    const auto rows = rowsIn(folder());
    QCOMPARE(rows.size(), std::size_t(2));
    QCOMPARE(rows[1].body, std::string("d\n"));
    QCOMPARE(rows[1].frame.sequence, std::uint64_t(2)); // no gap either
}

void TestSpoolStore::aFailedSyncIsFinal()
{
    const auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}}));
    Disk::syncFails = true;
    const auto outcome = store->commit({}, {{1, "b\n"}});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, Error::Kind::Failed);
}

void TestSpoolStore::lowIsTheOldestFrame()
{
    using All = std::map<std::string, std::uint64_t>;
    const auto store = open();
    QCOMPARE(store->lowWatermarks().all().size(), std::size_t(1));
    const std::string producer = store->lowWatermarks().all().begin()->first;
    QCOMPARE(store->lowWatermarks().all(), (All {{producer, 1}}));
    VERIFY_DONE(store->commit({}, {{1, "a\n"}, {1, "b\n"}, {1, "c\n"}}));
    QCOMPARE(store->lowWatermarks().all(), (All {{producer, 1}}));
    VERIFY_DONE(store->commit({2}, {})); // 1 is still there
    QCOMPARE(store->lowWatermarks().all(), (All {{producer, 1}}));
    VERIFY_DONE(store->commit({1}, {}));
    QCOMPARE(store->lowWatermarks().all(), (All {{producer, 3}}));
    VERIFY_DONE(store->commit({3}, {}));
    QCOMPARE(store->lowWatermarks().all(), (All {{producer, 4}}));
    VERIFY_DONE(store->commit({}, {{1, "d\n"}}));
    QCOMPARE(rowsIn(folder())[0].frame, (FrameId {producer, 4}));
    QCOMPARE(store->lowWatermarks().all(), (All {{producer, 4}}));
}

void TestSpoolStore::lowOfADrainedOldProducerIsItsEnd()
{
    auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}, {1, "b\n"}}));
    const std::string old = rowsIn(folder())[0].frame.producer;
    store.reset();

    store = open();
    QCOMPARE(store->lowWatermarks().all().at(old), std::uint64_t(1));
    VERIFY_DONE(store->commit({1}, {{1, "c\n"}}));
    QCOMPARE(store->lowWatermarks().all().at(old), std::uint64_t(2));
    VERIFY_DONE(store->commit({2}, {}));
    QCOMPARE(store->lowWatermarks().all().at(old), producerEnded);
    const std::string current = rowsIn(folder())[0].frame.producer;
    QCOMPARE(store->lowWatermarks().all().at(current), std::uint64_t(1));

    store.reset(); // nobody has confirmed it, so the next run says it again
    store = open();
    QCOMPARE(store->lowWatermarks().all().at(old), producerEnded);
    QCOMPARE(store->lowWatermarks().all().at(current), std::uint64_t(1));
}

void TestSpoolStore::forgottenProducersStayForgotten()
{
    std::string old;
    {
        const auto store = open();
        old = store->lowWatermarks().all().begin()->first;
    }
    {
        const auto store = open();
        QCOMPARE(store->lowWatermarks().all().at(old), producerEnded); // it never had a frame
        VERIFY_DONE(store->forget(old));
        QVERIFY(!store->lowWatermarks().all().contains(old));
    }
    QVERIFY(!open()->lowWatermarks().all().contains(old));
}

void TestSpoolStore::readerGoesInOrderUpToItsLimit_data()
{
    QTest::addColumn<qint64>("after");
    QTest::addColumn<quint64>("bytes");
    QTest::addColumn<QByteArray>("rows"); // 2 and 4 are gone; 10 bytes each

    QTest::newRow("all") << qint64(0) << quint64(1000) << QByteArray("1 3 5 6");
    QTest::newRow("at least one") << qint64(0) << quint64(1) << QByteArray("1");
    QTest::newRow("until they are reached") << qint64(0) << quint64(20) << QByteArray("1 3");
    QTest::newRow("and not one less") << qint64(0) << quint64(21) << QByteArray("1 3 5");
    QTest::newRow("behind a row") << qint64(3) << quint64(1000) << QByteArray("5 6");
    QTest::newRow("behind one that has gone") << qint64(4) << quint64(1000) << QByteArray("5 6");
    QTest::newRow("behind the last") << qint64(6) << quint64(1000) << QByteArray();
    QTest::newRow("none wanted") << qint64(0) << quint64(0) << QByteArray();
}

void TestSpoolStore::readerGoesInOrderUpToItsLimit()
{
    QFETCH(const qint64, after);
    QFETCH(const quint64, bytes);
    const auto store = open();
    auto reader = SpoolReader::open(folder());
    QVERIFY(reader);
    VERIFY_DONE(store->commit({}, Frames(6, {1, "123456789\n"}))); // a reader sees what comes later
    VERIFY_DONE(store->commit({2, 4}, {}));
    const auto rows = reader->after(after, bytes);
    QVERIFY(rows);
    QByteArrayList ids;
    for (const SpoolReader::Row &row : *rows)
        ids += QByteArray::number(row.id);
    QTEST(ids.join(' '), "rows");
}

void TestSpoolStore::readerFindsARow()
{
    const auto store = open();
    VERIFY_DONE(store->commit({}, {{1, "a\n"}, {2, "b\nc\n"}}));
    auto reader = SpoolReader::open(folder());
    QVERIFY(reader);
    const auto row = reader->at(2);
    QVERIFY(row && *row);
    QCOMPARE((*row)->body, std::string("b\nc\n"));
    QCOMPARE((*row)->events, 2u);
    QCOMPARE((*row)->frame.sequence, std::uint64_t(2));
    VERIFY_DONE(store->commit({2}, {}));
    const auto gone = reader->at(2);
    QVERIFY(gone);
    QVERIFY(!*gone);
}

void TestSpoolStore::aFolderThatCannotBeIsAnError()
{
    const QString file = m_folder->filePath(u"file"_s);
    QVERIFY(QFile(file).open(QFile::WriteOnly));
    const auto store = SpoolStore::open(file + u"/spool"_s, systemNow);
    QVERIFY(!store);
    QVERIFY2(store.error().message.contains(file), qPrintable(store.error().message));
}

QTEST_GUILESS_MAIN(TestSpoolStore)

#include "tst_spoolstore.moc"
