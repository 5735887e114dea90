#include "tests/faults/rig.h"

#include "tests/support/http.h"
#include "tests/support/query.h"

#include <QDir>
#include <QRegularExpression>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

namespace {

// Where any user may read it; the build tree may be closed to the children's.
QString copyPreload(const QString &folder)
{
    const QString copy = folder + u"/preload.so"_s;
    if (!QFile::copy(QStringLiteral(FOOTFALL_PRELOAD), copy))
        qFatal("cannot copy %s", FOOTFALL_PRELOAD);
    QFile::setPermissions(copy, QFile::permissions(copy) | QFile::ReadOther | QFile::ExeOther);
    return copy;
}

// libfaketime names what it shares among a program's threads after the process, and leaves it
// there when that is killed: a later process of that number and another user cannot start.
void forgetClocksOfTheDead()
{
    static const QRegularExpression form(u"^(?:sem\\.)?faketime_(?:sem|shm)_(\\d+)$"_s);
    const QDir shared(u"/dev/shm"_s);
    for (const QString &name : shared.entryList(QDir::Files)) {
        const QRegularExpressionMatch match = form.match(name);
        if (match.hasMatch() && !QFile::exists(u"/proc/"_s + match.captured(1)))
            QFile::remove(shared.filePath(name));
    }
}

}

Rig::Rig(bool hasDisks)
    : m_switches(m_stack.dataDirectory() + u"/switches"_s)
{
    QString preload = copyPreload(m_stack.dataDirectory());
    if (hasClock()) {
        preload += u':' + QStringLiteral(FOOTFALL_FAKETIME);
        setClock("+0");
        m_stack.setEnvironment(u"FAKETIME_TIMESTAMP_FILE"_s, m_switches.folder() + u"/clock"_s);
        m_stack.setEnvironment(u"FAKETIME_CACHE_DURATION"_s, u"1"_s);
        m_stack.setEnvironment(u"FAKETIME_DONT_FAKE_MONOTONIC"_s, u"1"_s); // no real one goes back
        m_stack.setEnvironment(u"NO_FAKE_STAT"_s, u"1"_s);
    }
    m_stack.setEnvironment(u"LD_PRELOAD"_s, preload);
    m_stack.setEnvironment(u"FOOTFALL_SWITCHES"_s, m_switches.folder());
    m_stack.setEnvironment(
        u"ASAN_OPTIONS"_s, qEnvironmentVariable("ASAN_OPTIONS") + u":verify_asan_link_order=0"_s);
    if (hasDisks) {
        m_spoolDisk.emplace(m_stack.dataDirectory() + u"/spool"_s);
        m_eventsDisk.emplace(m_stack.dataDirectory() + u"/events"_s);
    }
}

Rig::~Rig()
{
    m_compactor.kill();
    m_compactor.waitForFinished();
    // Before its disks go.
    if (m_stack.pid(u"up"_s) > 0 && !m_stack.stop())
        m_stack.killUp();
}

bool Rig::start()
{
    if (!restart() || !startCompactor())
        return false;
    if (!m_eventsDisk)
        return true;
    const QString database = m_stack.database();
    const QByteArray folder = QFile::encodeName(m_stack.dataDirectory()) + "/events";
    const QByteArray table = "events_" + queryValue(database, "SELECT to_char(now(), 'YYYYMM')");
    struct stat cluster {};
    if (stat(queryValue(database, "SHOW data_directory").constData(), &cluster) != 0
        || chown(folder.constData(), cluster.st_uid, cluster.st_gid) != 0
        || !waitFor([&] { return !queryValue(database, "SELECT to_regclass('" + table + "')").isEmpty(); }, 30s))
        return false;
    queryValue(database, "CREATE TABLESPACE small LOCATION '" + folder + '\'');
    queryValue(database, "ALTER TABLE " + table + " SET TABLESPACE small");
    return true;
}

bool Rig::restart()
{
    forgetClocksOfTheDead();
    return m_stack.start() && waitWell();
}

bool Rig::stop()
{
    m_compactor.kill();
    return m_compactor.waitForFinished() && m_stack.stop();
}

bool Rig::startCompactor()
{
    if (m_compactor.state() != QProcess::NotRunning) {
        killProcess("compactor", m_compactor.processId());
        if (!m_compactor.waitForFinished())
            return false;
    }
    const QString nowhere = u"ipc://"_s + m_stack.dataDirectory() + u"/nowhere"_s;
    m_compactor.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-worker"), {u"--name"_s, u"compactor"_s, u"--database"_s,
        m_stack.database(), u"--pipe"_s, nowhere, u"--acks"_s, nowhere});
    return m_compactor.waitForStarted();
}

bool Rig::hasClock() const
{
    return QFile::exists(QStringLiteral(FOOTFALL_FAKETIME));
}

void Rig::setClock(const char *offset)
{
    QFile file(m_switches.folder() + u"/clock"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(offset) < 0)
        qFatal("the clock cannot be set");
}

QJsonObject Rig::ingestHealth() const
{
    return json(get(m_stack.ingestUrl(u"/health"_s)));
}

bool Rig::waitWell() const
{
    return waitFor(
        [this] {
            return get(m_stack.ingestUrl(u"/health"_s)).status == 200 && get(m_stack.statsUrl(u"/health"_s)).status == 200;
        },
        60s);
}

bool Rig::waitDrained() const
{
    return waitFor([this] { return ingestHealth()[u"queue_size"].toInteger(-1) == 0; }, 120s);
}

void Rig::kill(const QString &name)
{
    killProcess(name.section(u'-', 0, 0).toLatin1(), m_stack.pid(name));
}

void Rig::killProcess(const QByteArray &countedAs, qint64 pid)
{
    if (pid > 1 && ::kill(pid_t(pid), SIGKILL) == 0)
        countKill(countedAs);
}

void Rig::killUp()
{
    countKill("up");
    m_stack.killUp();
}

QList<qint64> Rig::postgresProcesses() const
{
    const qint64 postmaster = m_stack.pid(u"postgres"_s);
    QList<qint64> processes {postmaster};
    QFile children(u"/proc/%1/task/%1/children"_s.arg(postmaster));
    if (children.open(QIODevice::ReadOnly)) {
        for (const QByteArray &child : children.readAll().simplified().split(' '))
            processes += child.toLongLong();
    }
    processes.removeAll(0);
    return processes;
}

QByteArray Rig::log(const QString &name) const
{
    QFile file(m_stack.dataDirectory() + u"/log/%1.log"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}
