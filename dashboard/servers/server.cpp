#include "dashboard/servers/server.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

struct ServerText {
    Q_DECLARE_TR_FUNCTIONS(Server)
};

}

std::optional<QUrl> serviceUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isHttp = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.hasQuery() || url.hasFragment())
        return std::nullopt;
    return url;
}

Result<Server> checkedServer(const QString &name, const QString &stats, const QString &ingest, const QList<Server> &others)
{
    Server server {name.simplified(), {}, {}};
    if (server.name.isEmpty())
        return invalid(ServerText::tr("Name: give it one"));
    if (std::any_of(others.begin(), others.end(), [&](const Server &other) { return other.name == server.name; }))
        return invalid(ServerText::tr("Name: there is a server of this name already"));
    const auto statsUrl = serviceUrl(stats.trimmed());
    if (!statsUrl)
        return invalid(ServerText::tr("Stats service: expected an address such as http://127.0.0.1:4000"));
    server.stats = *statsUrl;
    if (const QString text = ingest.trimmed(); !text.isEmpty()) {
        const auto ingestUrl = serviceUrl(text);
        if (!ingestUrl)
            return invalid(ServerText::tr("Ingest service: expected an address such as http://127.0.0.1:3000, or nothing"));
        server.ingest = *ingestUrl;
    }
    return server;
}

QList<Server> readServers(QSettings &settings)
{
    QList<Server> servers;
    const int count = settings.beginReadArray(u"servers"_s);
    for (int i = 0; i < count; ++i) {
        settings.setArrayIndex(i);
        const auto text = [&settings](const QString &key) { return settings.value(key).toString(); };
        if (const auto server = checkedServer(text(u"name"_s), text(u"stats"_s), text(u"ingest"_s), servers))
            servers += *server;
    }
    settings.endArray();
    return servers;
}

void writeServers(QSettings &settings, const QList<Server> &servers)
{
    settings.remove(u"servers"_s); // or a shorter list would leave the end of a longer one
    settings.beginWriteArray(u"servers"_s, int(servers.size()));
    for (int i = 0; i < servers.size(); ++i) {
        settings.setArrayIndex(i);
        settings.setValue(u"name"_s, servers[i].name);
        settings.setValue(u"stats"_s, servers[i].stats.toString(QUrl::FullyEncoded));
        settings.setValue(u"ingest"_s, servers[i].ingest.toString(QUrl::FullyEncoded));
    }
    settings.endArray();
}

}
