#include "dashboard/look/query.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

QueryItems rangeItems(const Look &look)
{
    QueryItems items {{u"site_id"_s, look.site}};
    if (look.range.preset == Range::Preset::Custom) {
        items += {u"from"_s, look.range.custom.first.toString(Qt::ISODate)};
        items += {u"to"_s, look.range.custom.last.toString(Qt::ISODate)};
    } else {
        items += {u"period"_s, name(look.range)};
    }
    items += {u"tz"_s, QString::fromLatin1(look.zone)};
    return items;
}

void addFilter(QueryItems &items, const Look &look)
{
    if (look.filter)
        items += {look.filter->dimension, look.filter->value};
}

}

QueryItems statsItems(const Look &look)
{
    QueryItems items = rangeItems(look);
    addFilter(items, look);
    // Before all time there is nothing: the service refuses to compare it.
    if (look.compare != Compare::None && look.range.preset != Range::Preset::All)
        items += {u"compare"_s, name(look.compare)};
    items += {u"limit"_s, u"1"_s}; // of the paths, which a breakdown has too; the fewest there are
    return items;
}

QueryItems timeseriesItems(const Look &look, const QDateTime &now)
{
    QueryItems items = rangeItems(look);
    addFilter(items, look);
    if (const Interval interval = usableInterval(look, now); interval != Interval::Auto)
        items += {u"interval"_s, name(interval)};
    return items;
}

QueryItems breakdownItems(const Look &look, const QString &dimension, const Part &part)
{
    QueryItems items = rangeItems(look);
    items += {u"dimension"_s, dimension};
    items += {u"limit"_s, QString::number(part.limit)};
    if (part.offset > 0)
        items += {u"offset"_s, QString::number(part.offset)};
    if (!part.search.isEmpty())
        items += {u"search"_s, part.search};
    return items;
}

QueryItems realtimeItems(const QString &site, int topPaths)
{
    return {{u"site_id"_s, site}, {u"limit"_s, QString::number(topPaths)}};
}

// QUrlQuery leaves '+' alone, which a server reads as a space, and reads '%41' in a value as a
// letter.
QString encoded(const QueryItems &items)
{
    QStringList parts;
    for (const auto &[name, value] : items)
        parts += name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value));
    return parts.join(u'&');
}

}
