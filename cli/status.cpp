#include "cli/status.h"

#include "cli/datadirectory.h"
#include "cli/environment.h"
#include "cli/health.h"
#include "cli/processes.h"
#include "cli/runrecord.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

struct Line {
    QString name;
    bool well;
    QString state;
    QString detail;
};

Line processLine(const DataDirectory &directory, const QString &name)
{
    const auto pid = directory.pid(name);
    const bool runs = pid && !processName(*pid).isEmpty();
    return {name, runs, runs ? u"running"_s : u"not running"_s, runs ? u"pid %1"_s.arg(*pid) : QString()};
}

Health healthOf(quint16 port)
{
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QEventLoop loop;
    Health result;
    askHealth(network, port, &loop, [&](const Health &health) {
        result = health;
        loop.quit();
    });
    loop.exec();
    return result;
}

QString backlog(const QJsonObject &answer)
{
    if (!answer.contains(u"queue_size"_s))
        return {};
    return u", %1 records queued, %2 s behind"_s.arg(answer[u"queue_size"].toInteger())
        .arg(answer[u"oldest_seconds"].toDouble(), 0, 'f', 0);
}

Line serviceLine(const QString &name, quint16 port)
{
    const Health health = healthOf(port);
    const QString reason = health.ok ? QString() : u", "_s + health.reason;
    return {name, health.ok, health.ok ? u"ok"_s : u"not ok"_s, serviceUrl(port) + backlog(health.answer) + reason};
}

}

int runStatus(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(
        {u"footfall status"_s, u"Says what runs, on which ports, and how far behind the numbers are."_s, {dataOption()}},
        arguments);
    const DataDirectory directory(options.text(u"data"_s));
    QTextStream out(stdout);

    const auto record = RunRecord::read(directory);
    if (!record) {
        out << record.error().message << '\n';
        return 1;
    }
    QStringList names = QStringList {u"up"_s} + record->children;
    for (const QString &name : directory.pidNames()) {
        if (!names.contains(name))
            names += name; // one that may be there or not
    }
    QList<Line> lines;
    for (const QString &name : names)
        lines += processLine(directory, name);
    lines += serviceLine(u"ingest"_s, record->ports.ingest);
    lines += serviceLine(u"stats"_s, record->ports.stats);

    bool well = true;
    out << u"Footfall in %1\n"_s.arg(directory.path());
    for (const Line &line : lines) {
        out << u"  %1 %2 %3\n"_s.arg(line.name, -10).arg(line.state, -12).arg(line.detail);
        well = well && line.well;
    }
    return well ? 0 : 1;
}

}
