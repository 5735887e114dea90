#include "dashboard/look/dimension.h"

#include "common/event/pagepath.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

struct DimensionText {
    Q_DECLARE_TR_FUNCTIONS(Dimension)
};

}

QString dimensionTitle(const QString &dimension)
{
    const QHash<QString, QString> titles { // made each time: the language may have changed
        {u"path"_s, DimensionText::tr("Paths")},
        {u"event_type"_s, DimensionText::tr("Event types")},
        {u"bot"_s, DimensionText::tr("Bots")},
        {u"referrer"_s, DimensionText::tr("Referrers")},
        {u"source"_s, DimensionText::tr("Sources")},
        {u"utm_source"_s, DimensionText::tr("UTM sources")},
        {u"utm_medium"_s, DimensionText::tr("UTM media")},
        {u"utm_campaign"_s, DimensionText::tr("UTM campaigns")},
        {u"utm_term"_s, DimensionText::tr("UTM terms")},
        {u"utm_content"_s, DimensionText::tr("UTM contents")},
        {u"browser"_s, DimensionText::tr("Browsers")},
        {u"os"_s, DimensionText::tr("Systems")},
        {u"device"_s, DimensionText::tr("Devices")},
        {u"country"_s, DimensionText::tr("Countries")},
    };
    return titles.value(dimension, dimension.startsWith(u"prop:") ? dimension.mid(5) : dimension);
}

QString dimensionName(const QString &dimension)
{
    const QHash<QString, QString> names {
        {u"path"_s, DimensionText::tr("Path")},
        {u"event_type"_s, DimensionText::tr("Event type")},
        {u"bot"_s, DimensionText::tr("Bot")},
        {u"referrer"_s, DimensionText::tr("Referrer")},
        {u"source"_s, DimensionText::tr("Source")},
        {u"utm_source"_s, DimensionText::tr("UTM source")},
        {u"utm_medium"_s, DimensionText::tr("UTM medium")},
        {u"utm_campaign"_s, DimensionText::tr("UTM campaign")},
        {u"utm_term"_s, DimensionText::tr("UTM term")},
        {u"utm_content"_s, DimensionText::tr("UTM content")},
        {u"browser"_s, DimensionText::tr("Browser")},
        {u"os"_s, DimensionText::tr("System")},
        {u"device"_s, DimensionText::tr("Device")},
        {u"country"_s, DimensionText::tr("Country")},
    };
    return names.value(dimension, dimensionTitle(dimension));
}

bool countsEvents(const QString &dimension)
{
    return dimension == u"event_type" || dimension == u"bot";
}

QString valueText(const QString &dimension, const QString &value)
{
    if (value.isEmpty())
        return DimensionText::tr("(none)");
    if (dimension == u"path" || dimension == u"referrer")
        return QString::fromStdString(readablePath(value.toStdString()));
    if (dimension != u"country")
        return value;
    const QLocale::Territory territory = value.size() == 2 ? QLocale::codeToTerritory(value) : QLocale::AnyTerritory;
    return territory == QLocale::AnyTerritory ? value : QLocale::territoryToString(territory);
}

}
