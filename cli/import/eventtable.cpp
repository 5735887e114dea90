// Single events of other tools: Umami's table website_event, and GoatCounter's hits (exportcsv.go), of
// which the header's first word begins with the number of its version.
#include "cli/import/exporttable.h"

#include "cli/import/importids.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

// A record of which columns are asked for by their names.
class Fields {
public:
    Fields(const ExportRecord &header, const ExportRecord &record)
        : m_header(header)
        , m_record(record)
    {
    }

    std::string_view operator[](std::string_view name) const
    {
        const auto place = findColumn(m_header, {name});
        return place && *place < m_record.size() ? std::string_view(m_record[*place]) : std::string_view();
    }

private:
    const ExportRecord &m_header;
    const ExportRecord &m_record;
};

// Umami has the names of detect-browser; Footfall those of uap-core.
std::string_view browserOf(std::string_view umami)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names {{{"chrome", "Chrome"},
        {"crios", "Chrome Mobile iOS"}, {"firefox", "Firefox"}, {"fxios", "Firefox iOS"}, {"safari", "Safari"},
        {"ios", "Mobile Safari"}, {"edge", "Edge"}, {"edge-chromium", "Edge"}, {"opera", "Opera"}}};
    const auto it = std::find_if(names.begin(), names.end(), [&](const auto &name) { return name.first == umami; });
    return it == names.end() ? umami : it->second;
}

// "Chrome 86.0" is Chrome.
std::string_view withoutVersion(std::string_view name)
{
    const std::size_t space = name.rfind(' ');
    const bool isVersion = space != name.npos && space + 1 < name.size()
        && name.find_first_not_of("0123456789.", space + 1) == name.npos;
    return isVersion ? name.substr(0, space) : name;
}

class EventTable : public ExportTable {
public:
    EventTable(const ExportRecord &header, std::string site)
        : m_header(header)
        , m_site(std::move(site))
    {
    }

    Result<int> append(std::string &out, const ExportRecord &record) final
    {
        if (record.size() != m_header.size())
            return invalid(u"expected %1 fields, there are %2"_s.arg(m_header.size()).arg(record.size()));
        std::string key;
        for (const std::string &field : record)
            key += field + '\n';
        const std::string id = m_ids.next(key);
        return write(out, Fields(m_header, record), id).map([] { return 1; });
    }

protected:
    virtual Result<void> write(std::string &out, const Fields &fields, const std::string &id) const = 0;

    const ExportRecord m_header;
    const std::string m_site;

private:
    ImportIds m_ids;
};

class UmamiTable : public EventTable {
public:
    using EventTable::EventTable;

private:
    Result<void> write(std::string &out, const Fields &fields, const std::string &id) const override
    {
        const bool isView = fields["event_type"] == "1" || fields["event_type"].empty();
        if (!isView && fields["event_name"].empty())
            return invalid(u"event_type: neither a page view nor an event with a name"_s);
        // "2026-08-13 10:33:49", in UTC.
        std::string time(fields["created_at"]);
        std::replace(time.begin(), time.end(), ' ', 'T');
        const std::string_view domain = fields["referrer_domain"];
        const std::string_view device = fields["device"];
        ExportEvent event(out, m_site, isView ? "page_view" : fields["event_name"]);
        event.text("timestamp", time).text("user_id", fields["session_id"]).text("path", fields["url_path"]);
        event.text("event_id", fields["event_id"].empty() ? id : "import:umami:" + std::string(fields["event_id"]));
        event.text("query", fields["url_query"]);
        if (!domain.empty())
            event.text("referrer", "https://" + std::string(domain) + std::string(fields["referrer_path"]));
        event.text("browser", browserOf(fields["browser"])).text("os", fields["os"]).text("country", fields["country"]);
        event.text("device", device == "laptop" ? "desktop" : device).end();
        return {};
    }
};

class GoatCounterTable : public EventTable {
public:
    using EventTable::EventTable;

private:
    Result<void> write(std::string &out, const Fields &fields, const std::string &id) const override
    {
        if (fields["bot"] != "0" && !fields["bot"].empty())
            return invalid(u"a bot's"_s);
        const bool isEvent = fields["event"] == "1" || fields["event"] == "true";
        const std::string_view path = fields["path"];
        const std::string_view referrer = fields["referrer"];
        ExportEvent event(out, m_site, isEvent ? path : std::string_view("page_view"));
        event.text("timestamp", fields["date"]).text("user_id", fields["session"]).text("event_id", id);
        if (!isEvent)
            event.text("path", path);
        if (fields["referrer scheme"] != "h")
            event.text("source", referrer);
        else if (!referrer.empty())
            event.text("referrer", "https://" + std::string(referrer));
        event.text("browser", withoutVersion(fields["browser"])).text("os", withoutVersion(fields["system"]));
        event.text("country", fields["location"].substr(0, 2)).end();
        return {};
    }
};

}

std::unique_ptr<ExportTable> eventTable(const ExportRecord &header, const std::string &site)
{
    if (findColumn(header, {"session_id"}) && findColumn(header, {"url_path"}) && findColumn(header, {"created_at"}))
        return std::make_unique<UmamiTable>(header, site);
    if (header.size() > 3 && header[0] == "2path" && findColumn(header, {"session"}) && findColumn(header, {"date"})) {
        ExportRecord names = header;
        names[0] = "path";
        return std::make_unique<GoatCounterTable>(names, site);
    }
    return nullptr;
}

}
