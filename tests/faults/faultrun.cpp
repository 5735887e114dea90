#include "tests/faults/faultrun.h"

#include "tests/faults/reader.h"
#include "tests/support/http.h"

#include <QProcess>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

FaultRun::FaultRun(Rig &rig, unsigned seed)
    : m_rig(rig)
    , m_random(seed)
    , m_load(rig.stack().ingestUrl(), seed + 1)
{
}

FaultRun::Result FaultRun::run(QDeadlineTimer until, bool shortFaults)
{
    Result result;
    const auto statsUrl = [this](const QString &path) { return m_rig.stack().statsUrl(path); };
    const Reader reader(statsUrl, m_rig.stack().database());
    m_load.start();
    do
        result.failure = runDeck(result, until, shortFaults);
    while (result.failure.isEmpty() && !until.hasExpired());
    m_load.stop();
    if (result.failure.isEmpty())
        result.failure = drain();
    if (result.failure.isEmpty()) {
        result.audit = audit(m_load.book(), m_rig.stack().database(), statsUrl);
        result.failure = reader.complaint().isEmpty() ? verify() : "the reader: " + reader.complaint();
    } else
        m_rig.stack().printLogs();
    result.answers = reader.answers();
    result.comparisons = reader.comparisons();
    return result;
}

QByteArray FaultRun::runDeck(Result &result, QDeadlineTimer until, bool shortFaults)
{
    std::vector<Fault> deck;
    for (const Fault &fault : faultsFor(m_rig))
        deck.insert(deck.end(), !shortFaults && QByteArrayView(fault.name).startsWith("kill") ? 3 : 1, fault);
    for (std::size_t i = deck.size(); i > 1; --i) // std::shuffle differs between libraries
        std::swap(deck[i - 1], deck[std::size_t(dice(int(i)))]);
    const bool isFirst = result.faults.empty();
    for (const Fault &fault : deck) {
        const int seconds = shortFaults ? 1 + dice(2) : dice(12) == 0 ? 60 : 1 + dice(6);
        const int more = 20 + dice(300);
        if (!isFirst && until.hasExpired())
            return {};
        if (!m_rig.waitWell())
            return "it does not get well before: " + QByteArray(fault.name);
        const int target = m_load.answered() + more;
        if (!waitFor([&] { return m_load.answered() >= target; }, 30s))
            return "nothing is answered any more before: " + QByteArray(fault.name);
        QElapsedTimer timer;
        timer.start();
        const QByteArray complaint = fault.run(m_rig, m_load, seconds);
        ++result.faults[fault.name];
        qInfo("%7lld answered  %5.1f s  %s", qlonglong(m_load.answered()), double(timer.elapsed()) / 1000, fault.name);
        if (!complaint.isEmpty())
            return fault.name + (": " + complaint);
    }
    return {};
}

// Beside the audit, which has its own way to the same figures.
QByteArray FaultRun::verify()
{
    QProcess program;
    program.start(QStringLiteral(FOOTFALL_BIN_DIR "/footfall"),
        {u"verify"_s, u"--data"_s, m_rig.stack().dataDirectory()});
    const bool isClean = program.waitForFinished(120'000) && program.exitCode() == 0;
    const QByteArray said = program.readAllStandardOutput() + program.readAllStandardError();
    qInfo("%s", said.trimmed().constData());
    return isClean ? QByteArray() : "footfall verify: " + said;
}

QByteArray FaultRun::drain()
{
    if (!m_rig.waitWell())
        return "it does not get well";
    if (!waitFor([this] { return m_load.isOver(); }, 60s))
        return "requests are never answered";
    if (!m_rig.waitDrained())
        return "the spool does not drain";
    return m_load.strange().isEmpty() ? QByteArray() : "an answer that no rule allows: " + m_load.strange();
}

}
