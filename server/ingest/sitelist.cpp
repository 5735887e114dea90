#include "server/ingest/sitelist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr int siteListVersion = 1;

}

Result<SiteList> SiteList::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (object["v"_L1].toInt() != siteListVersion || !object["sites"_L1].isArray())
        return failed(u"not a list of sites of version %1"_s.arg(siteListVersion));
    SiteList list;
    for (const QJsonValue &site : object["sites"_L1].toArray()) {
        Origins origins;
        for (const QJsonValue &origin : site["origins"_L1].toArray())
            origins.push_back(origin.toString().toStdString());
        list.add(site["site_id"_L1].toString().toStdString(), std::move(origins));
    }
    return list;
}

QByteArray SiteList::toJson() const
{
    QJsonArray sites;
    for (const auto &[siteId, origins] : m_sites) {
        QJsonArray texts;
        for (const std::string &origin : origins)
            texts += QString::fromStdString(origin);
        sites += QJsonObject {{u"site_id"_s, QString::fromStdString(siteId)}, {u"origins"_s, texts}};
    }
    return QJsonDocument(QJsonObject {{u"v"_s, siteListVersion}, {u"sites"_s, sites}}).toJson(QJsonDocument::Compact) + '\n';
}

void SiteList::add(std::string siteId, Origins origins)
{
    m_hasOrigins = m_hasOrigins || !origins.empty();
    m_sites.insert_or_assign(std::move(siteId), std::move(origins));
}

const SiteList::Origins *SiteList::find(std::string_view siteId) const
{
    const auto site = m_sites.find(siteId);
    return site == m_sites.end() ? nullptr : &site->second;
}

}
