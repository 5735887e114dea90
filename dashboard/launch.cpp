#include "dashboard/launch.h"

#include "common/statstokens.h"
#include "dashboard/servers/server.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

Result<QUrl> httpUrl(const QString &option, const QString &text)
{
    if (const auto url = serviceUrl(text))
        return *url;
    return invalid(u"--%1: expected a URL such as http://127.0.0.1:4000, not '%2'"_s.arg(option, text));
}

Result<std::optional<Range>> parsedRange(const QString &range, const QString &date)
{
    if (!date.isEmpty()) {
        const QDate day = QDate::fromString(date, u"yyyy-MM-dd"_s);
        if (!day.isValid())
            return invalid(u"--date: expected a UTC day as YYYY-MM-DD, not '%1'"_s.arg(date));
        return Range::of({day, day});
    }
    if (range.isEmpty())
        return std::nullopt;
    if (const auto named = rangeNamed(range))
        return *named;
    return invalid(u"--range: expected today, yesterday, 7d, 30d, 90d, month, last_month, year, all or "
                   "YYYY-MM-DD..YYYY-MM-DD, not '%1'"_s.arg(range));
}

Result<std::optional<QByteArray>> parsedZone(const QString &zone)
{
    if (zone.isEmpty())
        return std::nullopt;
    if (isZone(zone.toLatin1()))
        return zone.toLatin1();
    return invalid(u"--zone: expected a time zone such as Europe/Berlin, not '%1'"_s.arg(zone));
}

template <typename Value>
std::optional<Value> chosen(const QString &text, std::initializer_list<std::pair<QStringView, Value>> choices)
{
    for (const auto &[name, value] : choices) {
        if (text == name)
            return value;
    }
    return std::nullopt;
}

Result<std::optional<QSize>> parsedSize(const QString &text)
{
    if (text.isEmpty())
        return std::nullopt;
    static const QRegularExpression form(u"^(\\d{3,5})x(\\d{3,5})$"_s);
    const QRegularExpressionMatch match = form.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() > 16384 || size.height() > 16384)
        return invalid(u"--window-size: expected WIDTHxHEIGHT such as 1280x800, not '%1'"_s.arg(text));
    return size;
}

}

Options::Program dashboardProgram()
{
    using Kind = Option::Kind;
    return {u"footfall-dashboard"_s, u"Shows the figures of your sites as they change."_s,
        {
            {u"stats-url"_s, Kind::Text, u"URL"_s, {},
                u"The stats service; else the server of last time, or http://127.0.0.1:4000"_s},
            {u"stats-token-file"_s, Kind::Text, u"FILE"_s, {},
                u"Its token, if it needs one; or the variable FOOTFALL_STATS_TOKEN"_s},
            {u"ingest-url"_s, Kind::Text, u"URL"_s, u"http://127.0.0.1:3000"_s,
                u"The ingest service, for its queue; empty: do not ask"_s},
            {u"site"_s, Kind::Text, u"ID"_s, {}, u"Show this site"_s},
            {u"range"_s, Kind::Text, u"RANGE"_s, {},
                u"Show today, yesterday, 7d, 30d, 90d, month, last_month, year, all, or YYYY-MM-DD..YYYY-MM-DD"_s},
            {u"date"_s, Kind::Text, u"YYYY-MM-DD"_s, {}, u"Show this UTC day"_s},
            {u"zone"_s, Kind::Text, u"ZONE"_s, {}, u"In the days of this time zone, such as Europe/Berlin"_s},
            {u"compare"_s, Kind::Choice, {}, {}, u"Set the figures against these"_s,
                {u"none"_s, u"previous"_s, u"year"_s}},
            {u"page"_s, Kind::Choice, {}, {}, u"Show this page"_s, {u"overview"_s, u"realtime"_s, u"pipeline"_s}},
            {u"theme"_s, Kind::Choice, {}, {}, u"Colours"_s, {u"system"_s, u"light"_s, u"dark"_s}},
            {u"window-size"_s, Kind::Text, u"WxH"_s, {}, u"Size of the window, such as 1280x800"_s},
            {u"screenshot"_s, Kind::Text, u"FILE"_s, {}, u"Draw the window to a PNG and exit; needs no display"_s},
            {u"screenshot-polls"_s, Kind::Count, u"N"_s, u"1"_s, u"Draw it after so many polls, one a second"_s},
            {u"screenshot-of-loss"_s, Kind::Switch, {}, {}, u"Draw it once the stats service is lost after them"_s},
        }};
}

Result<Launch> Launch::from(const Options &options)
{
    Launch launch;
    launch.site = options.text(u"site"_s);
    launch.screenshot = options.text(u"screenshot"_s);
    launch.screenshotPolls = options.number(u"screenshot-polls"_s);
    launch.screenshotOfLoss = options.isOn(u"screenshot-of-loss"_s);
    launch.theme = options.text(u"theme"_s);

    launch.compare = chosen<Compare>(options.text(u"compare"_s),
        {{u"none", Compare::None}, {u"previous", Compare::Previous}, {u"year", Compare::Year}});
    launch.page = chosen<Page>(options.text(u"page"_s),
        {{u"overview", Page::Overview}, {u"realtime", Page::Realtime}, {u"pipeline", Page::Pipeline}});

    if (const QString text = options.text(u"stats-url"_s); !text.isEmpty()) {
        const auto statsUrl = httpUrl(u"stats-url"_s, text);
        if (!statsUrl)
            return tl::unexpected(statsUrl.error());
        launch.statsUrl = *statsUrl;
    }

    const auto tokens = readStatsTokens(options.text(u"stats-token-file"_s));
    if (!tokens)
        return tl::unexpected(tokens.error());
    launch.statsToken = tokens->value(0);

    if (const QString text = options.text(u"ingest-url"_s); !text.isEmpty()) {
        const auto ingestUrl = httpUrl(u"ingest-url"_s, text);
        if (!ingestUrl)
            return tl::unexpected(ingestUrl.error());
        launch.ingestUrl = *ingestUrl;
    }

    const auto range = parsedRange(options.text(u"range"_s), options.text(u"date"_s));
    if (!range)
        return tl::unexpected(range.error());
    launch.range = *range;

    const auto zone = parsedZone(options.text(u"zone"_s));
    if (!zone)
        return tl::unexpected(zone.error());
    launch.zone = *zone;
    if (!launch.zone && !options.text(u"date"_s).isEmpty())
        launch.zone = "UTC";

    const auto size = parsedSize(options.text(u"window-size"_s));
    if (!size)
        return tl::unexpected(size.error());
    launch.windowSize = *size;
    return launch;
}

Server Launch::server() const
{
    const QUrl stats = statsUrl.value_or(usualStatsUrl);
    return {stats.port() < 0 ? stats.host() : u"%1:%2"_s.arg(stats.host()).arg(stats.port()), stats,
        ingestUrl.value_or(QUrl())};
}

Look Launch::over(Look look) const
{
    if (!site.isEmpty())
        look.site = site;
    look.range = range.value_or(look.range);
    look.zone = zone.value_or(look.zone);
    look.compare = compare.value_or(look.compare);
    return look;
}

}
