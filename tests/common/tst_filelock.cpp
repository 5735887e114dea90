#include "common/filelock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestFileLock : public QObject {
    Q_OBJECT

private slots:
    void createsTheFileForItsOwnerOnly();
    void oneHolderAtATime();
    void movingKeepsIt();
    void assigningLetsGoOfTheOldOne();
    void diesWithItsProcess();
    void saysWhereItCannotBe();

private:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

void TestFileLock::createsTheFileForItsOwnerOnly()
{
    const auto lock = FileLock::take(path(u"created"_s));
    QVERIFY(lock);
    struct stat status {};
    QCOMPARE(stat(QFile::encodeName(path(u"created"_s)).constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0600));
}

void TestFileLock::oneHolderAtATime()
{
    const QString file = path(u"one"_s);
    {
        const auto first = FileLock::take(file);
        QVERIFY(first);
        const auto second = FileLock::take(file);
        QVERIFY(!second);
        QCOMPARE(second.error().kind, Error::Kind::Unavailable);
        QVERIFY2(second.error().message.contains(file), qPrintable(second.error().message));
        QVERIFY(FileLock::take(path(u"another"_s)));
    }
    QVERIFY(FileLock::take(file)); // let go with its scope; the file stays
}

void TestFileLock::movingKeepsIt()
{
    const QString file = path(u"moved"_s);
    auto first = FileLock::take(file);
    QVERIFY(first);
    {
        const FileLock second(std::move(*first));
        QVERIFY(!FileLock::take(file));
    }
    QVERIFY(FileLock::take(file));
}

void TestFileLock::assigningLetsGoOfTheOldOne()
{
    const QString fileA = path(u"a"_s);
    const QString fileB = path(u"b"_s);
    auto lockA = FileLock::take(fileA);
    QVERIFY(lockA);
    {
        auto lockB = FileLock::take(fileB);
        QVERIFY(lockB);
        *lockA = std::move(*lockB);
    }
    QVERIFY(FileLock::take(fileA));
    QVERIFY(!FileLock::take(fileB));
}

// The kernel drops the lock with its process, whatever killed it: it is never stale.
void TestFileLock::diesWithItsProcess()
{
    const QString file = path(u"killed"_s);
    int pipeEnds[2];
    QCOMPARE(pipe(pipeEnds), 0);
    const pid_t child = fork();
    QVERIFY(child >= 0);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        const auto lock = FileLock::take(file);
        const char taken = lock ? 'y' : 'n';
        (void)!write(pipeEnds[1], &taken, 1);
        pause();
        _exit(0);
    }
    char taken = 0;
    const ssize_t got = read(pipeEnds[0], &taken, 1);
    const bool wasFree = bool(FileLock::take(file));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(pipeEnds[0]);
    close(pipeEnds[1]);
    QCOMPARE(got, ssize_t(1));
    QCOMPARE(taken, 'y');
    QVERIFY(!wasFree);
    QVERIFY(FileLock::take(file));
}

void TestFileLock::saysWhereItCannotBe()
{
    const QString file = path(u"no/such/folder"_s);
    const auto lock = FileLock::take(file);
    QVERIFY(!lock);
    QCOMPARE(lock.error().kind, Error::Kind::Failed);
    QVERIFY2(lock.error().message.contains(file), qPrintable(lock.error().message));
}

QTEST_GUILESS_MAIN(TestFileLock)

#include "tst_filelock.moc"
