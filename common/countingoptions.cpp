#include "common/countingoptions.h"

#include "common/addresslist.h"
#include "common/blockedhosts.h"

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

QString addressComplaint(const QString &address, bool)
{
    const auto list = AddressList::parse({address});
    return list ? QString() : list.error().message;
}

QString hostsComplaint(const QString &path, bool)
{
    const auto hosts = BlockedHosts::read(path);
    return hosts ? QString() : hosts.error().message;
}

}

QList<Option> countingOptions()
{
    using Kind = Option::Kind;
    return {
        {u"respect-dnt"_s, Kind::Choice, {}, u"on"_s,
            u"on: a browser that sends Do Not Track or Global Privacy Control is not counted"_s, {u"on"_s, u"off"_s}},
        {u"exclude-addresses"_s, Kind::List, u"ADDRESS[/PREFIX]"_s, {},
            u"Clients that are answered but not counted, such as your own; may be given again"_s, {}, addressComplaint},
        {u"block-referrers"_s, Kind::Text, u"FILE"_s, {},
            u"Hosts, one a line: visits that come from one, or from a host below it, are not counted"_s, {}, hostsComplaint},
        {u"trailing-slash"_s, Kind::Choice, {}, u"keep"_s,
            u"Whether /about/ is a page of its own (keep) or the page /about (drop)"_s, {u"keep"_s, u"drop"_s}},
    };
}

QStringList countingArguments(const Options &options, const QString &blockedReferrers)
{
    QStringList arguments {u"--respect-dnt"_s, options.text(u"respect-dnt"_s), u"--trailing-slash"_s, options.text(u"trailing-slash"_s)};
    for (const QString &address : options.list(u"exclude-addresses"_s))
        arguments += {u"--exclude-addresses"_s, address};
    if (!blockedReferrers.isEmpty())
        arguments += {u"--block-referrers"_s, blockedReferrers};
    return arguments;
}

}
