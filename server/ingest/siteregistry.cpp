#include "server/ingest/siteregistry.h"

#include "server/ingest/keptfile.h"

#include <QDebug>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

Result<void> judge(const SiteList &list, SiteRegistry::Mode mode, std::string_view origin, const Event &event)
{
    const SiteList::Origins *origins = list.find(event.siteId);
    if (!origins && mode == SiteRegistry::Mode::Registered)
        return forbidden(u"site_id: not registered: "_s + QString::fromStdString(event.siteId));
    if (!origins || origins->empty() || origin.empty()
        || std::find(origins->begin(), origins->end(), origin) != origins->end())
        return {};
    return forbidden(u"Origin: not allowed for site %1: %2"_s.arg(
        QString::fromStdString(event.siteId), QString::fromUtf8(origin.data(), qsizetype(origin.size()))));
}

}

SiteRegistry::SiteRegistry(Mode mode, const QString &folder)
    : m_mode(mode)
    , m_path(folder + u"/sites.json"_s)
{
    const auto json = readKept(m_path);
    if (json && !*json)
        return;
    const auto kept = json.and_then([](const auto &content) { return SiteList::fromJson(*content); });
    if (!kept) {
        qWarning().noquote() << m_path + u": "_s + kept.error().message; // as if it were not there: see refusal()
        return;
    }
    m_list = std::make_shared<const SiteList>(*kept);
    m_isKept = true;
}

std::optional<Error> SiteRegistry::refusal() const
{
    if (m_mode == Mode::Open || list())
        return std::nullopt;
    return Error {Error::Kind::Unavailable, u"The list of registered sites is not known yet; is PostgreSQL there?"_s};
}

Admit SiteRegistry::admission(const QByteArray &origin) const
{
    Shared current = list();
    if (!current || (m_mode == Mode::Open && (origin.isEmpty() || !current->hasOrigins())))
        return {};
    return [sites = std::move(current), mode = m_mode, origin](const Event &event) {
        return judge(*sites, mode, {origin.constData(), std::size_t(origin.size())}, event);
    };
}

Result<void> SiteRegistry::replace(SiteList list)
{
    // Only this function writes m_list, so it may read it without the lock.
    if (!m_list || *m_list != list) {
        auto next = std::make_shared<const SiteList>(std::move(list));
        const std::lock_guard lock(m_mutex);
        m_list = std::move(next);
        m_isKept = false;
    }
    if (m_isKept)
        return {};
    const auto written = writeKept(m_path, m_list->toJson());
    m_isKept = written.has_value();
    return written;
}

SiteRegistry::Shared SiteRegistry::list() const
{
    const std::lock_guard lock(m_mutex);
    return m_list;
}

}
