#include "tests/support/stack.h"

#include "tests/support/http.h"
#include "tests/support/ports.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/prctl.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

Stack::Stack()
{
    // As root, the unprivileged children have to get through.
    chmod(QFile::encodeName(m_directory.path()).constData(), 0711);
    const auto ports = freePorts<2>();
    m_ingestPort = ports[0];
    m_statsPort = ports[1];
    m_up.setProcessChannelMode(QProcess::MergedChannels);
    m_up.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

Stack::~Stack()
{
    if (m_up.state() != QProcess::NotRunning && !stop())
        killUp();
}

void Stack::setEnvironment(const QString &name, const QString &value)
{
    m_environment.insert(name, value);
}

bool Stack::start()
{
    m_output.clear();
    m_up.setProcessEnvironment(m_environment);
    m_up.start(program(),
        QStringList {u"up"_s, u"--headless"_s, u"--data"_s, dataDirectory(), u"--ingest-port"_s,
            QString::number(m_ingestPort), u"--stats-port"_s, QString::number(m_statsPort)}
            + m_arguments);
    waitFor(
        [this] {
            m_output += m_up.readAll();
            return m_output.contains("Footfall is up") || m_up.state() == QProcess::NotRunning;
        },
        60s);
    if (m_output.contains("Footfall is up"))
        return true;
    printLogs();
    return false;
}

bool Stack::stop()
{
    m_up.terminate();
    return waitStopped();
}

bool Stack::waitStopped()
{
    const bool ended = waitFor([this] { return m_up.state() == QProcess::NotRunning; }, 60s);
    const bool well = ended && m_up.exitStatus() == QProcess::NormalExit && m_up.exitCode() == 0;
    if (!well)
        printLogs();
    return well;
}

void Stack::killUp()
{
    m_up.kill();
    m_up.waitForFinished();
}

QString Stack::program() const
{
    return QStringLiteral(FOOTFALL_BIN_DIR "/footfall");
}

QUrl Stack::ingestUrl(const QString &pathAndQuery) const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_ingestPort) + pathAndQuery);
}

QUrl Stack::statsUrl(const QString &pathAndQuery) const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(m_statsPort) + pathAndQuery);
}

QString Stack::database() const
{
    QFile record(dataDirectory() + u"/run/up.json"_s);
    if (!record.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(record.readAll()).object()[u"database"].toString();
}

qint64 Stack::pid(const QString &name) const
{
    QFile file(dataDirectory() + u"/run/%1.pid"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
}

bool Stack::isStopped(const QString &name) const
{
    QFile file(u"/proc/%1/status"_s.arg(pid(name)));
    return file.open(QIODevice::ReadOnly) && file.readAll().contains("\nState:\tT");
}

void Stack::kill(const QString &name, int signal)
{
    if (const qint64 process = pid(name); process > 1)
        ::kill(pid_t(process), signal);
}

bool Stack::waitRestarted(const QString &name, qint64 oldPid) const
{
    return waitFor([&] { return pid(name) > 1 && pid(name) != oldPid; }, 20s);
}

void Stack::printLogs() const
{
    qWarning("--- output of footfall up (exit status %d)\n%s", m_up.exitCode(), m_output.constData());
    const QDir logs(dataDirectory() + u"/log"_s);
    for (const QString &name : logs.entryList(QDir::Files)) {
        QFile file(logs.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            qWarning("--- %s\n%s", qPrintable(name), file.readAll().right(8000).constData());
    }
}

}
