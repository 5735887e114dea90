// Daily figures of other tools. The columns are those that Plausible's exports (lib/plausible/exports.ex),
// Matomo's CSV renderer (core/DataTable/Renderer/Csv.php) and Google Analytics 4 write, in lower case.
#include "cli/import/exporttable.h"

#include "cli/import/importids.h"

#include <QLocale>
#include <QUrl>

#include <algorithm>
#include <charconv>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

struct ValueColumn {
    std::string_view name;
    std::string_view dimension; // empty: none of ours, but it tells the records of a day apart
};

struct Tool {
    std::string_view name;
    std::initializer_list<std::string_view> dates, views, visitors;
    std::initializer_list<ValueColumn> values; // of a dimension the first that is there
    std::initializer_list<std::string_view> notKept; // a table with such a column has no figures for us
};

const Tool plausible {
    "plausible",
    {"date"},
    {"pageviews"},
    {"visitors"},
    {{"page", "path"}, {"source", "source"}, {"referrer", "referrer"}, {"utm_source", "utm_source"},
        {"utm_medium", "utm_medium"}, {"utm_campaign", "utm_campaign"}, {"browser", "browser"},
        {"operating_system", "os"}, {"device", "device"}, {"country", "country"}, {"hostname", ""}, {"utm_content", ""},
        {"utm_term", ""}, {"browser_version", ""}, {"operating_system_version", ""}, {"region", ""}, {"city", ""}},
    {"entry_page", "exit_page", "name"},
};

const Tool matomo {
    "matomo",
    {"date"},
    {"nb_pageviews", "pageviews", "nb_hits", "nb_actions", "actions"},
    {"nb_uniq_visitors", "unique visitors", "sum_daily_nb_uniq_visitors"},
    {{"label", "path"}, {"metadata_url", ""}, {"metadata: url", ""}},
    {},
};

const Tool ga4 {
    "ga4",
    {"date", "nth day"},
    {"views"},
    {"active users", "total users", "users"},
    {{"page path and screen class", "path"}, {"page path", "path"}, {"page path + query string", "path"},
        {"session source", "source"}, {"first user source", "source"}, {"browser", "browser"},
        {"operating system", "os"}, {"device category", "device"}, {"country id", "country"}, {"country", "country"}},
    {},
};

const Tool *toolOf(const ExportRecord &header)
{
    const bool hasDate = findColumn(header, {"date"}).has_value();
    if (hasDate && findColumn(header, {"visitors"})
        && findColumn(header, {"pageviews", "visits", "entrances", "exits", "events"}))
        return &plausible;
    const bool isApi = std::any_of(
        header.begin(), header.end(), [](const std::string &name) { return name.starts_with("nb_"); });
    if (isApi || (findColumn(header, {"label", "date"}) && findColumn(header, {"pageviews", "actions"})))
        return &matomo;
    const bool isGoogles = findColumn(header, ga4.dates)
        || std::any_of(ga4.values.begin(), ga4.values.end(),
            [&](const ValueColumn &value) { return findColumn(header, {value.name}).has_value(); });
    return isGoogles && findColumn(header, {"views", "active users", "total users", "sessions"}) ? &ga4 : nullptr;
}

Result<std::int64_t> numberOf(const std::string &text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0)
        return invalid(u"expected a whole number, not '%1'"_s.arg(QString::fromStdString(text)));
    return number;
}

bool isFigure(std::string_view text)
{
    return text.find_first_not_of("0123456789.,%-+: ") == text.npos;
}

// The ISO code of a country; "" if there is none of that name.
std::string countryOf(const std::string &text)
{
    if (text.size() == 2)
        return QString::fromStdString(text).toUpper().toStdString();
    for (int territory = QLocale::AnyTerritory + 1; territory <= QLocale::LastTerritory; ++territory) {
        if (QLocale::territoryToString(QLocale::Territory(territory)).toStdString() == text)
            return QLocale::territoryToCode(QLocale::Territory(territory)).toStdString();
    }
    return {};
}

// As Footfall has it: "" if the tool means that it does not know one.
std::string valueOf(std::string_view dimension, const std::string &text)
{
    if (dimension == "path")
        return text;
    if (text == "(not set)" || text == "(direct)" || text == "(none)" || text == "Direct / None")
        return {};
    if (dimension == "country")
        return countryOf(text);
    if (dimension == "device")
        return QString::fromStdString(text).toLower().toStdString();
    if (dimension == "referrer" && !text.empty() && text.find("://") == text.npos)
        return "https://" + text;
    return text;
}

class FigureTable : public ExportTable {
public:
    FigureTable(const Tool &tool, const ExportRecord &header, std::string site, const ExportDays &days)
        : m_tool(tool)
        , m_site(std::move(site))
        , m_days(days)
        , m_columns(header.size())
        , m_day(findColumn(header, tool.dates))
        , m_views(findColumn(header, tool.views))
        , m_visitors(findColumn(header, tool.visitors))
        , m_url(findColumn(header, {"metadata_url", "metadata: url"}))
        , m_isNthDay(m_day && header[*m_day] == "nth day")
        , m_isKept(!findColumn(header, tool.notKept))
        , m_isNotKnown(header.size())
    {
        for (std::size_t i = 0; i < header.size(); ++i) {
            const bool isKnown = i == m_day || i == m_views || i == m_visitors
                || std::any_of(tool.values.begin(), tool.values.end(), [&](const auto &value) { return value.name == header[i]; });
            m_isNotKnown[i] = !isKnown;
        }
        for (const ValueColumn &value : tool.values) {
            const auto place = findColumn(header, {value.name});
            const bool isTwice = !value.dimension.empty() && std::any_of(m_values.begin(), m_values.end(),
                [&](const Value &other) { return other.dimension == value.dimension; });
            if (place)
                m_values.push_back({*place, isTwice ? std::string_view() : value.dimension});
        }
    }

    QString note() const override
    {
        return m_isKept ? QString() : u"Footfall keeps no figures such as these; nothing of it is imported"_s;
    }

    Result<int> append(std::string &out, const ExportRecord &record) override
    {
        if (!m_isKept || isSum(record))
            return 0;
        if (!m_views)
            return failed(u"it has no page views; export the table with that column"_s);
        if (!m_day && (!m_days.first.isValid() || m_days.first != m_days.last))
            return failed(u"it has no days; export the report by day, or say with --date which day it is of"_s);
        if (record.size() != m_columns)
            return invalid(u"expected %1 fields, there are %2"_s.arg(m_columns).arg(record.size()));
        const auto day = dayOf(record);
        if (!day)
            return tl::unexpected(day.error());
        const auto views = numberOf(record[*m_views]);
        if (!views)
            return tl::unexpected(views.error());
        const auto visitors = m_visitors ? numberOf(record[*m_visitors]) : Result<std::int64_t>(0);
        if (!visitors)
            return tl::unexpected(visitors.error());
        Figure figure {*day, keyOf(record), *views, *visitors};

        int events = 0;
        bool hasDimension = false;
        for (const Value &value : m_values) {
            if (value.dimension.empty())
                continue;
            hasDimension = true;
            const Result<std::string> text
                = &m_tool == &matomo ? pathOf(record) : valueOf(value.dimension, record[value.place]);
            if (!text)
                return tl::unexpected(text.error());
            if (text->empty())
                continue;
            write(out, figure, value.dimension, *text);
            ++events;
        }
        if (hasDimension)
            return events;
        for (std::size_t i = 0; i < record.size(); ++i) {
            if (m_isNotKnown[i] && !isFigure(record[i]) && &m_tool == &ga4)
                return invalid(u"Footfall keeps no figures of '%1'"_s.arg(QString::fromStdString(record[i])));
        }
        write(out, figure, "total", {});
        return 1;
    }

private:
    struct Value {
        std::size_t place;
        std::string_view dimension;
    };
    struct Figure {
        QDate day;
        std::string key; // tells it apart from others of the table
        std::int64_t views;
        std::int64_t visitors;
    };

    // A line of Google's for all others.
    bool isSum(const ExportRecord &record) const
    {
        const auto is = [&](std::string_view text) { return std::find(record.begin(), record.end(), text) != record.end(); };
        return &m_tool == &ga4 && (is("Grand total") || record.front() == "Total" || record.front() == "Totals");
    }

    Result<QDate> dayOf(const ExportRecord &record) const
    {
        if (!m_day)
            return m_days.first;
        const QString text = QString::fromStdString(record[*m_day]);
        QDate day;
        if (!m_isNthDay)
            day = QDate::fromString(text, text.contains(u'-') ? u"yyyy-MM-dd"_s : u"yyyyMMdd"_s);
        else if (const auto nth = numberOf(record[*m_day]); nth && m_days.first.isValid())
            day = m_days.first.addDays(*nth);
        if (!day.isValid())
            return invalid(u"expected a day such as 2024-03-01, not '%1'"_s.arg(text));
        return day;
    }

    // Matomo's labels are paths only if the report is flat; then its rows have addresses.
    Result<std::string> pathOf(const ExportRecord &record) const
    {
        const std::string &label = record[m_values.front().place];
        if (m_url && !record[*m_url].empty()) {
            const QUrl url(QString::fromStdString(record[*m_url]));
            const std::string path = url.path(QUrl::FullyEncoded).toStdString();
            return path.empty() ? "/" : path;
        }
        if (!label.starts_with('/'))
            return invalid(u"'%1' is not the path of a page; export the flat report"_s.arg(QString::fromStdString(label)));
        return label;
    }

    std::string keyOf(const ExportRecord &record) const
    {
        std::string key;
        for (const Value &value : m_values)
            key += '\n' + record[value.place];
        for (std::size_t i = 0; i < record.size(); ++i) {
            if (m_isNotKnown[i] && &m_tool == &ga4 && !isFigure(record[i]))
                key += '\n' + record[i];
        }
        return key;
    }

    void write(std::string &out, const Figure &figure, std::string_view dimension, std::string_view value)
    {
        const std::string day = figure.day.toString(Qt::ISODate).toStdString();
        std::string props = R"({"tool":")" + std::string(m_tool.name) + R"(","dimension":")" + std::string(dimension)
            + R"(","views":)" + std::to_string(figure.views) + R"(,"visitors":)" + std::to_string(figure.visitors);
        ExportEvent event(out, m_site, "footfall:imported");
        event.text("timestamp", day + "T00:00:00Z");
        const std::string table = std::string(m_tool.name) + '\n' + std::string(dimension) + '\n' + day;
        event.text("event_id", m_ids.next(table + figure.key));
        if (dimension == "path" || dimension == "referrer" || dimension == "source")
            event.text(dimension, value);
        else if (!value.empty())
            props += R"(,"value":)" + jsonText(value);
        event.raw("props", props + '}').end();
    }

    const Tool &m_tool;
    const std::string m_site;
    const ExportDays m_days;
    const std::size_t m_columns;
    const std::optional<std::size_t> m_day, m_views, m_visitors, m_url;
    const bool m_isNthDay;
    const bool m_isKept;
    std::vector<Value> m_values;
    std::vector<bool> m_isNotKnown; // columns
    ImportIds m_ids;
};

}

std::unique_ptr<ExportTable> figureTable(const ExportRecord &header, const std::string &site, const ExportDays &days)
{
    const Tool *tool = toolOf(header);
    return tool ? std::make_unique<FigureTable>(*tool, header, site, days) : nullptr;
}

}
