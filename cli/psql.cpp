#include "cli/psql.h"

#include "cli/complaint.h"
#include "cli/datadirectory.h"
#include "cli/environment.h"
#include "cli/postgresprograms.h"
#include "cli/runrecord.h"

#include <QTextStream>

#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

int become(const QString &program, const QStringList &arguments)
{
    QList<QByteArray> texts;
    for (const QString &text : QStringList {program} + arguments)
        texts += text.toLocal8Bit();
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    execv(pointers[0], pointers.data());
    return complain(u"psql", 1, u"%1: %2"_s.arg(program, QString::fromLocal8Bit(strerror(errno))));
}

}

int runPsql(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(
        {u"footfall psql"_s, u"Opens psql on the private PostgreSQL of a running footfall up."_s, {dataOption()},
            u"[-- ARGUMENTS OF PSQL]"_s},
        arguments);
    const DataDirectory directory(options.text(u"data"_s));
    clearPostgresEnvironment();

    const auto record = RunRecord::read(directory);
    if (!record)
        return complain(u"psql", 1, record.error().message);
    const auto programs = findPostgresPrograms(directory.cluster());
    if (!programs)
        return complain(u"psql", 1, programs.error().message);
    return become(*programs + u"/psql"_s, QStringList {u"-d"_s, record->database} + options.positional());
}

}
