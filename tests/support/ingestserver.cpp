#include "tests/support/ingestserver.h"

#include "tests/support/http.h"

#include <QRegularExpression>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

IngestServer::IngestServer(const QString &folder, const QString &database, const QStringList &more)
{
    m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_server.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall-server"),
        QStringList {u"--role"_s, u"ingest"_s, u"--ingest-port"_s, u"0"_s, u"--spool"_s, folder, u"--database"_s, database,
            u"--pipe"_s, u"ipc://%1/frames"_s.arg(folder), u"--acks"_s, u"ipc://%1/acks"_s.arg(folder)}
            + more);
    static const QRegularExpression line(u"ingest (http://\\S+)"_s);
    QString log;
    waitFor(
        [&] {
            log += QString::fromUtf8(m_server.readAllStandardError());
            return line.match(log).hasMatch() || m_server.state() == QProcess::NotRunning;
        },
        20s);
    m_url = QUrl(line.match(log).captured(1));
    if (m_url.isEmpty())
        qWarning().noquote() << log;
}

bool IngestServer::waitStopped()
{
    return (m_server.state() == QProcess::NotRunning || m_server.waitForFinished())
        && m_server.exitStatus() == QProcess::NormalExit && m_server.exitCode() == 0;
}

IngestServer::~IngestServer()
{
    m_server.terminate();
    m_server.waitForFinished();
}

}
