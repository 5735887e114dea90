#include "cli/demo.h"
#include "cli/import/import.h"
#include "cli/keys.h"
#include "cli/psql.h"
#include "cli/rebuild.h"
#include "cli/site.h"
#include "cli/status.h"
#include "cli/up.h"
#include "cli/verify.h"

#include <QCoreApplication>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace footfall;
using namespace footfall::cli;

namespace {

struct Command {
    QString name;
    QString summary; // empty: left out of --help
    int (*run)(const QStringList &arguments);
};

const QList<Command> &commands()
{
    static const QList<Command> table {
        {u"up"_s, u"Start everything: a private PostgreSQL, the worker, the server"_s, runUp},
        {u"status"_s, u"Say what runs, on which ports, how far behind"_s, runStatus},
        {u"psql"_s, u"Open psql on the private PostgreSQL"_s, runPsql},
        {u"site"_s, u"Register sites, and say from which pages they take events"_s, runSite},
        {u"import"_s, u"Send access logs, or files of events, to the ingest service"_s, runImport},
        {u"keys"_s, u"Make keys for a pipe between machines"_s, runKeys},
        {u"rebuild"_s, u"Make segments and the figures of days anew from the events"_s, runRebuild},
        {u"verify"_s, u"Compare segments and figures with the events and print what differs"_s, runVerify},
        {u"demo"_s, {}, runDemo}, // what `up --demo` starts,
    };
    return table;
}

QString helpText()
{
    QString text = u"Usage: footfall COMMAND [options]\n\nCommands:\n"_s;
    for (const Command &command : commands()) {
        if (!command.summary.isEmpty())
            text += u"  %1 %2\n"_s.arg(command.name, -10).arg(command.summary);
    }
    return text + u"\n'footfall COMMAND --help' says more about one.\n"_s;
}

}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments().mid(1);
    const QString first = arguments.value(0);

    for (const Command &command : commands()) {
        if (command.name == first)
            return command.run(arguments.mid(1));
    }
    if (first == u"--help" || first == u"--version") {
        QTextStream(stdout) << (first == u"--help" ? helpText() : u"footfall " FOOTFALL_VERSION "\n"_s);
        return 0;
    }
    const QString complaint = first.isEmpty() ? u"which command?"_s
        : first.startsWith(u'-')              ? u"unknown option "_s + first
                                              : u"unknown command "_s + first;
    QTextStream(stderr) << u"footfall: %1\nTry 'footfall --help'.\n"_s.arg(complaint);
    return 2;
}
