#include "tests/server/spoolfiles.h"

#include "server/spool/spoolrescue.h"

#include <QDir>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

namespace {

constexpr int frames = 600;

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite) || !file.seek(at) || file.write(bytes) != bytes.size())
        qFatal("%s", qPrintable(file.errorString()));
}

std::map<FrameId, std::string> byName(const std::vector<SpoolReader::Row> &rows)
{
    std::map<FrameId, std::string> named;
    for (const SpoolReader::Row &row : rows)
        named[row.frame] = row.body;
    return named;
}

}

class TestSpoolRescue : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::map<FrameId, std::string> m_before; // what the spool held

    QString folder() const { return m_folder->path(); }
    QString file(const QString &name) const { return folder() + u'/' + name; }
    QString aside() const { return file(damagedSpools(folder()).value(0)); }

    // A spool of small frames, twenty a commit, with a large one after each hundred; all in spool.db, or all in
    // the log as a kill leaves it.
    void makeSpool(bool inTheLog)
    {
        QTemporaryDir made;
        auto store = SpoolStore::open(made.path(), systemNow);
        for (int i = 0; i < frames;) {
            std::vector<SpoolStore::NewFrame> commit;
            for (const int end = i + 20; i < end; ++i)
                commit.push_back({1, std::string(i % 100 == 99 ? 20'000 : 100 + i % 50, char('a' + i % 26)) + '\n'});
            QVERIFY((*store)->commit({}, commit));
        }
        m_before = byName(rowsIn(made.path()));
        if (!inTheLog)
            store->reset();
        copyFiles(made.path(), folder());
        QCOMPARE(QFile::exists(file(u"spool.db-wal"_s)), inTheLog);
    }

    void expectDamage()
    {
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"is damaged"_s));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"could be read and go on.*damaged-"_s));
    }

    // How many frames go on as they were; the others visibly are not, and the worker puts them
    // in quarantine.
    qsizetype saved()
    {
        qsizetype whole = 0;
        for (const auto &[name, body] : byName(rowsIn(folder()))) {
            if (m_before.at(name) != body && body.find('\xa5') == std::string::npos)
                return -1;
            whole += m_before.at(name) == body;
        }
        return whole;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void savesWhatCanBeRead_data()
    {
        QTest::addColumn<bool>("inTheLog");
        QTest::addColumn<QString>("name");
        QTest::addColumn<double>("where"); // of the file; below 0: it is cut off there
        QTest::addColumn<int>("atLeast"); // frames
        QTest::newRow("a page near the beginning") << false << u"spool.db"_s << 0.1 << 500;
        QTest::newRow("a page in the middle") << false << u"spool.db"_s << 0.5 << 500;
        QTest::newRow("the last page") << false << u"spool.db"_s << 0.99 << 500;
        QTest::newRow("the first page") << false << u"spool.db"_s << 0.0 << 0;
        QTest::newRow("half of it gone") << false << u"spool.db"_s << -0.5 << 100;
        QTest::newRow("the log in the middle") << true << u"spool.db-wal"_s << 0.5 << 250;
        QTest::newRow("the log near the end") << true << u"spool.db-wal"_s << 0.9 << 500;
        QTest::newRow("the head of the log") << true << u"spool.db-wal"_s << 0.0 << 0;
        QTest::newRow("nothing but the log") << true << u"spool.db"_s << -0.0001 << 0;
    }

    // Promise 1: what was accepted never vanishes silently.
    void savesWhatCanBeRead()
    {
        QFETCH(const bool, inTheLog);
        QFETCH(const QString, name);
        QFETCH(const double, where);
        QFETCH(const int, atLeast);
        makeSpool(inTheLog);
        const qint64 size = QFileInfo(file(name)).size();
        if (where < 0)
            QVERIFY(QFile::resize(file(name), qint64(-where * double(size)) / 4096 * 4096));
        else
            overwrite(file(name), qint64(where * double(size)) / 4096 * 4096, QByteArray(4096, '\xa5'));
        const QByteArray damaged = contentOf(file(name));

        expectDamage();
        auto store = SpoolStore::open(folder(), systemNow);
        QVERIFY2(store, store ? "" : qPrintable(store.error().message));
        QVERIFY2(saved() >= atLeast, qPrintable(QString::number(saved())));
        QVERIFY(saved() < frames); // or there was no damage to look at
        QVERIFY((*store)->size().frames >= saved());
        QCOMPARE(damagedSpools(folder()).size(), 1);
        QVERIFY(contentOf(aside() + u'/' + name) == damaged); // as it was
        QVERIFY((*store)->commit({}, {{1, "new\n"}}));

        // Others of its frames may still turn up: the ledger is to forget none of that producer.
        QVERIFY(!(*store)->lowWatermarks().all().contains(m_before.begin()->first.producer));
        store->reset();
        QVERIFY(SpoolStore::open(folder(), systemNow)); // and now it is whole
        QCOMPARE(damagedSpools(folder()).size(), 1);
    }

    void aKillMeanwhileLosesNothing_data()
    {
        QTest::addColumn<int>("step");
        QTest::newRow("the folder is made") << 0;
        QTest::newRow("the file is moved") << 1;
        QTest::newRow("the log is moved") << 2;
        QTest::newRow("a new spool is there") << 3;
        QTest::newRow("and has all the frames") << 4;
    }

    void aKillMeanwhileLosesNothing()
    {
        QFETCH(const int, step);
        makeSpool(true);
        overwrite(file(u"spool.db-wal"_s), QFileInfo(file(u"spool.db-wal"_s)).size() / 2, QByteArray(100, '\xa5'));
        QVERIFY(QDir().mkpath(file(u"rescue"_s)));
        if (step >= 1)
            QVERIFY(QFile::rename(file(u"spool.db"_s), file(u"rescue/spool.db"_s)));
        if (step >= 2)
            QVERIFY(QFile::rename(file(u"spool.db-wal"_s), file(u"rescue/spool.db-wal"_s)));
        if (step >= 3) {
            QTemporaryDir fresh;
            QVERIFY(SpoolStore::open(fresh.path(), systemNow));
            QVERIFY(QFile::copy(fresh.filePath(u"spool.db"_s), file(u"spool.db"_s)));
        }
        if (step >= 4) {
            auto spool = Sqlite::open(file(u"spool.db"_s), Sqlite::Mode::ReadWrite);
            QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"could be read"_s));
            QVERIFY(takeOverRescued(folder(), *spool, systemNow));
            QVERIFY(QFile::rename(aside(), file(u"rescue"_s)));
        }
        if (step < 2)
            QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"is damaged"_s));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"could be read and go on"_s));
        QVERIFY(SpoolStore::open(folder(), systemNow));
        QVERIFY2(saved() > 250 && saved() < frames, qPrintable(QString::number(saved())));
        QVERIFY(!QFile::exists(file(u"rescue"_s)));
        QVERIFY(QFile::exists(aside() + u"/spool.db-wal"_s));
    }

    // What a power cut leaves of a commit that was never answered.
    void aTornEndIsNoDamage_data()
    {
        QTest::addColumn<int>("cut"); // bytes
        QTest::addColumn<QByteArray>("more");
        QTest::newRow("cut off") << 3'000 << QByteArray();
        QTest::newRow("not yet written") << 4'000 << QByteArray(4'000, '\0');
        QTest::newRow("of an older log") << 0 << QByteArray(8'240, '\x11');
    }

    void aTornEndIsNoDamage()
    {
        QFETCH(const int, cut);
        QFETCH(const QByteArray, more);
        makeSpool(true);
        const QString log = file(u"spool.db-wal"_s);
        QVERIFY(QFile::resize(log, QFileInfo(log).size() - cut));
        overwrite(log, QFileInfo(log).size(), more);
        QVERIFY(SpoolStore::open(folder(), systemNow));
        QVERIFY(saved() >= frames - 20); // without the last commit
        QVERIFY(damagedSpools(folder()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestSpoolRescue)
#include "tst_spoolrescue.moc"
