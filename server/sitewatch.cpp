#include "server/sitewatch.h"

#include <QDebug>

#include <condition_variable>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall {

namespace {

constexpr auto interval = 1s;
constexpr auto hurry = 300ms; // while nothing can be accepted for want of a list

DbResult<SiteList> readSites(Connection &connection)
{
    return connection.run("registered_sites").map([](const Rows &rows) {
        SiteList list;
        for (int row = 0; row < rows.count(); ++row) {
            SiteList::Origins origins;
            for (const QString &origin : rows.string(row, 1).split(u' ', Qt::SkipEmptyParts))
                origins.push_back(origin.toStdString());
            list.add(std::string(rows.text(row, 0)), std::move(origins));
        }
        return list;
    });
}

}

SiteWatch::SiteWatch(const QString &databaseUrl, SiteRegistry &registry)
    : m_databaseUrl(databaseUrl)
    , m_registry(registry)
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

void SiteWatch::run(const std::stop_token &stop)
{
    Connection connection(m_databaseUrl, QString::fromLatin1(readOnlySession));
    std::mutex mutex;
    std::condition_variable_any wake;
    while (!stop.stop_requested()) {
        read(connection);
        std::unique_lock lock(mutex);
        wake.wait_for(lock, stop, m_registry.refusal() ? hurry : interval, [] { return false; });
    }
}

void SiteWatch::read(Connection &connection)
{
    const auto list = (connection.isOpen() ? DbResult<void>() : connection.open()).and_then([&] {
        return readSites(connection);
    });
    QString complaint;
    if (!list)
        complaint = list.error().message;
    else if (const auto kept = m_registry.replace(*list); !kept)
        complaint = kept.error().message;
    if (complaint != m_complaint && !complaint.isEmpty())
        qWarning().noquote() << "sites:" << complaint;
    m_complaint = complaint;
}

}
