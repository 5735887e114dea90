#include "cli/child.h"

#include "cli/leash.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

namespace {

constexpr auto firstDelay = 100ms;
constexpr std::chrono::milliseconds longestDelay = 5s;
constexpr std::chrono::milliseconds aLife = 10s; // who lived so long was not broken from the start
constexpr qint64 logLimit = 16 << 20;

// Appending for years fills the disk: at a start, a large log becomes the older one.
void turnLog(const QString &log)
{
    if (QFileInfo(log).size() < logLimit)
        return;
    QFile::remove(log + u".1"_s);
    QFile::rename(log, log + u".1"_s);
}

QString lastLine(const QString &log)
{
    QFile file(log);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(qMax<qint64>(0, file.size() - 2000));
    return QString::fromUtf8(file.readAll().trimmed().split('\n').last());
}

QProcessEnvironment environmentOf(const Child::Plan &plan, const DataDirectory &directory)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (plan.identity) {
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s); // Qt complains about any other encoding
        environment.insert(u"HOME"_s, directory.path()); // root's own would be closed to it
    }
    return environment;
}

}

Child::Child(Plan plan, const DataDirectory &directory, QObject *parent)
    : QObject(parent)
    , m_plan(std::move(plan))
    , m_directory(directory)
    , m_delay(firstDelay)
{
    const QString log = directory.log(m_plan.name);
    m_process.setProgram(m_plan.program);
    m_process.setArguments(m_plan.arguments);
    m_process.setWorkingDirectory(directory.path());
    m_process.setProcessEnvironment(environmentOf(m_plan, directory));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(log, QIODevice::Append);
    m_process.setChildProcessModifier(leash(m_plan.identity, m_plan.deathSignal));
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        onEnded(status == QProcess::CrashExit ? u"killed by signal %1"_s.arg(code) : u"exit status %1"_s.arg(code));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            onEnded(m_process.errorString());
    });
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &Child::launch);
    connect(&m_deadline, &QTimer::timeout, this, &Child::onStopDeadline);
}

void Child::start()
{
    m_stopping = false;
    launch();
}

void Child::launch()
{
    if (m_plan.beforeStart) {
        if (const auto ready = m_plan.beforeStart(); !ready)
            return retry(ready.error().message);
    }
    turnLog(m_directory.log(m_plan.name));
    m_alive.start();
    m_process.start();
    if (m_process.processId() > 0)
        m_directory.writePid(m_plan.name, m_process.processId());
}

void Child::onEnded(const QString &how)
{
    m_directory.removePid(m_plan.name);
    m_deadline.stop();
    if (m_stopping) {
        Q_EMIT stopped();
    } else if (m_plan.restarts) {
        if (m_alive.hasExpired(aLife.count()))
            m_delay = firstDelay;
        retry(u"%1; the last line of its log: %2"_s.arg(how, lastLine(m_directory.log(m_plan.name))));
    }
}

void Child::retry(const QString &why)
{
    qWarning("%s ended (%s); starting it again in %lld ms", qUtf8Printable(m_plan.name), qUtf8Printable(why),
        static_cast<long long>(m_delay.count()));
    m_retry.start(m_delay);
    m_delay = qMin(m_delay * 2, longestDelay);
}

void Child::stop()
{
    m_stopping = true;
    m_retry.stop();
    if (m_process.state() == QProcess::NotRunning) {
        QMetaObject::invokeMethod(this, &Child::stopped, Qt::QueuedConnection);
        return;
    }
    m_deathSignalSent = false;
    signalProcess(m_plan.stopSignal);
    m_deadline.start(m_plan.stopDeadline);
}

void Child::onStopDeadline()
{
    const int signal = m_deathSignalSent ? SIGKILL : m_plan.deathSignal;
    m_deathSignalSent = true;
    qWarning("%s does not stop; sending it signal %d", qUtf8Printable(m_plan.name), signal);
    signalProcess(signal);
}

void Child::signalProcess(int signal)
{
    if (const qint64 pid = m_process.processId(); pid > 0)
        ::kill(pid_t(pid), signal);
}

}
