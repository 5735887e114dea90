#include "cli/runrecord.h"

#include "cli/processes.h"
#include "cli/smallfile.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

QString fileOf(const DataDirectory &directory)
{
    return directory.run(u"up.json"_s);
}

}

Result<void> RunRecord::write(const DataDirectory &directory) const
{
    const QJsonObject object {
        {u"ingest_port"_s, ports.ingest},
        {u"stats_port"_s, ports.stats},
        {u"database"_s, database},
        {u"children"_s, QJsonArray::fromStringList(children)},
    };
    return writeSmallFile(fileOf(directory), QJsonDocument(object).toJson());
}

void RunRecord::remove(const DataDirectory &directory)
{
    QFile::remove(fileOf(directory));
}

Result<RunRecord> RunRecord::read(const DataDirectory &directory)
{
    QFile file(fileOf(directory));
    const auto up = directory.pid(u"up"_s);
    if (!up || processName(*up) != u"footfall" || !file.open(QIODevice::ReadOnly))
        return unavailable(u"Footfall is not running in %1"_s.arg(directory.path()));
    const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
    RunRecord record {
        {quint16(object[u"ingest_port"].toInt()), quint16(object[u"stats_port"].toInt())},
        object[u"database"].toString(),
        {},
    };
    for (const QJsonValue &name : object[u"children"].toArray())
        record.children += name.toString();
    return record;
}

}
