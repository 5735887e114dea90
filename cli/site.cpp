#include "cli/site.h"

#include "cli/complaint.h"
#include "cli/environment.h"
#include "cli/siteorigin.h"
#include "common/db/connection.h"
#include "common/event/event.h"

#include <QTextStream>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

Options::Program siteProgram()
{
    return {
        u"footfall site"_s,
        u"Registers sites, for a server that takes events of registered ones only (--sites registered),\n"
        "and says from which pages a site takes them. Takes effect within seconds."_s,
        {
            {u"origin"_s, Option::Kind::List, u"URL"_s, {},
                u"With add: only from pages of this origin (https://shop.example); may be given again"_s},
            dataOption(),
            otherDatabaseOption(),
        },
        u"add ID | list | remove ID"_s,
    };
}

int complainOf(const DbError &error)
{
    const bool hasNoTable = error.sqlState == "42P01";
    return complain(u"site", 1, hasNoTable ? u"the database has no list of sites yet; start a worker first"_s : error.message);
}

Result<std::vector<std::string>> originsIn(const QStringList &texts)
{
    std::vector<std::string> origins;
    for (const QString &text : texts) {
        const auto origin = originOf(text);
        if (!origin)
            return tl::unexpected(origin.error());
        origins.push_back(origin->toStdString());
    }
    return origins;
}

QString shown(const QString &id, const QString &origins)
{
    return id + u": "_s + (origins.isEmpty() ? u"any origin"_s : origins);
}

int add(Connection &connection, const QString &id, const std::vector<std::string> &origins)
{
    const auto added = connection.run("add_site",
        Params().add(id.toStdString()).addArray(origins, [](const std::string &o) { return std::string_view(o); }));
    if (!added)
        return complainOf(added.error());
    QStringList texts;
    for (const std::string &origin : origins)
        texts += QString::fromStdString(origin);
    QTextStream(stdout) << u"Registered "_s << shown(id, texts.join(u' ')) << '\n';
    return 0;
}

int list(Connection &connection)
{
    const auto rows = connection.run("registered_sites");
    if (!rows)
        return complainOf(rows.error());
    QTextStream out(stdout);
    for (int row = 0; row < rows->count(); ++row)
        out << shown(rows->string(row, 0), rows->string(row, 1)) << u" (since %1)\n"_s.arg(rows->string(row, 2));
    return 0;
}

int remove(Connection &connection, const QString &id)
{
    const auto removed = connection.run("remove_site", Params().add(id.toStdString()));
    if (!removed)
        return complainOf(removed.error());
    if (removed->count() == 0)
        return complain(u"site", 1, u"not registered: "_s + id);
    QTextStream(stdout) << u"Removed %1; its events and figures stay\n"_s.arg(id);
    return 0;
}

}

int runSite(const QStringList &arguments)
{
    const Options options = Options::parseOrExit(siteProgram(), arguments);
    const QString verb = options.positional().value(0);
    const QString id = options.positional().value(1);
    const bool takesId = verb == u"add" || verb == u"remove";
    if (!takesId && verb != u"list")
        return complain(u"site", 2, verb.isEmpty() ? u"expected add, list or remove"_s
                                          : u"expected add, list or remove, not '%1'"_s.arg(verb));
    if (options.positional().size() > (takesId ? 2 : 1))
        return complain(u"site", 2, u"unexpected argument "_s + options.positional().last());
    if (takesId && (id.isEmpty() || id.toUtf8().size() > qsizetype(maxSiteBytes)))
        return complain(u"site", 2, u"ID: expected a site_id, 1 to %1 bytes"_s.arg(maxSiteBytes));
    const auto origins = originsIn(options.list(u"origin"_s));
    if (!origins)
        return complain(u"site", 2, origins.error().message);
    if (verb != u"add" && !origins->empty())
        return complain(u"site", 2, u"--origin: only with add"_s);

    const auto database = chosenDatabase(options);
    if (!database)
        return complain(u"site", 1, database.error().message);
    Connection connection(*database);
    if (const auto opened = connection.open(); !opened)
        return complainOf(opened.error());
    return verb == u"add" ? add(connection, id, *origins) : verb == u"list" ? list(connection) : remove(connection, id);
}

}
