#include "cli/demovisit.h"

#include "common/json/text.h"

#include <QDateTime>
#include <QTimeZone>

#include <cmath>
#include <numbers>

namespace footfall::cli {

namespace {

std::string_view pick(const std::vector<Weighted> &list, QRandomGenerator &random)
{
    int total = 0;
    for (const Weighted &entry : list)
        total += entry.weight;
    int drawn = random.bounded(total);
    for (const Weighted &entry : list) {
        drawn -= entry.weight;
        if (drawn < 0)
            return entry.text;
    }
    return {};
}

void appendField(std::string &out, std::string_view key, std::string_view value)
{
    out += ',';
    appendJsonString(out, key);
    out += ':';
    appendJsonString(out, value);
}

void appendProp(std::string &out, std::string_view key, std::string_view value)
{
    out += R"(,"props":{)";
    appendJsonString(out, key);
    out += ':';
    appendJsonString(out, value);
    out += '}';
}

}

DemoVisit::DemoVisit(const DemoSite &site, QRandomGenerator &random)
    : m_site(&site)
    , m_path(pick(site.landings, random))
    , m_referrer(pick(site.referrers, random))
    , m_campaign(pick(site.campaigns, random))
    // A third leave after one page; the others stay for five events on average.
    , m_left(random.bounded(3) == 0 ? 1 : 2 + random.bounded(7))
{
    // Cubed: a few come often, most come rarely.
    const auto number = static_cast<quint32>(site.visitors * std::pow(random.generateDouble(), 3));
    m_user = "visitor-" + std::to_string(number);
    QRandomGenerator own(number); // who comes again has the same browser
    m_browser = pick(demoBrowsers(), own);
}

std::string DemoVisit::next(QRandomGenerator &random, qint64 time, std::string_view id)
{
    --m_left;
    std::string out = R"({"site_id":)";
    appendJsonString(out, m_site->siteId);
    const int drawn = m_hasBegun ? random.bounded(100) : 100;
    if (drawn < 14) {
        appendField(out, "event_type", "click");
        appendProp(out, "target", pick(m_site->clicks, random));
    } else if (drawn < 16) {
        appendField(out, "event_type", "signup");
    } else if (drawn < 19) {
        appendField(out, "event_type", "download");
        appendProp(out, "file", pick(m_site->downloads, random));
    } else if (drawn < 23) {
        appendField(out, "event_type", "outbound");
        appendProp(out, "url", pick(m_site->outbound, random));
    } else {
        if (m_hasBegun)
            m_path = pick(m_site->pages, random);
        appendField(out, "event_type", "page_view");
        if (!m_hasBegun && !m_referrer.empty())
            appendField(out, "referrer", m_referrer);
        if (!m_hasBegun && !m_campaign.empty())
            appendField(out, "query", m_campaign);
    }
    m_hasBegun = true;
    appendField(out, "path", m_path);
    appendField(out, "user_id", m_user);
    appendField(out, "user_agent", m_browser);
    appendField(out, "timestamp",
        QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(Qt::ISODateWithMs).toStdString());
    appendField(out, "event_id", id);
    return out + '}';
}

double demoTide(qint64 time)
{
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(time, Qt::UTC);
    const double hour = static_cast<double>(moment.time().msecsSinceStartOfDay()) / 3'600'000;
    const double day = 0.9 + 0.6 * std::cos((hour - 15) / 12 * std::numbers::pi); // most at 15:00
    return day * (moment.date().dayOfWeek() >= 6 ? 0.75 : 1);
}

}
