#include "dashboard/servers/servertest.h"

#include "dashboard/client/parse.h"
#include "dashboard/client/statsclient.h"
#include "dashboard/format.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

// What a /health says of itself, well or degraded.
struct Presence {
    QString service; // stats, ingest; empty: it is no Footfall
    QString version;
};

Presence presenceIn(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    return {object[u"service"].toString(), displayText(object[u"version"].toString())};
}

QString shown(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo);
}

}

ServerTest::ServerTest(const Fetch::Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
}

ServerTest::~ServerTest()
{
    cancel(); // before the network goes
}

void ServerTest::start(const QUrl &stats, const QUrl &ingest, const QByteArray &token)
{
    cancel();
    m_stats = stats;
    m_ingest = ingest;
    m_token = token;
    get(m_stats, u"/health"_s, &ServerTest::takeHealth);
}

void ServerTest::cancel()
{
    delete std::exchange(m_fetch, nullptr);
}

void ServerTest::get(const QUrl &base, const QString &path, void (ServerTest::*then)(const Answer<QByteArray> &))
{
    QNetworkRequest request(endpoint(base, path));
    if (path == u"/sites" && !m_token.isEmpty())
        request = authorized(request, m_token);
    m_fetch = new Fetch(m_network, request, m_limits, this);
    connect(m_fetch, &Fetch::finished, this, then);
}

void ServerTest::takeHealth(const Answer<QByteArray> &answer)
{
    Fetch *const fetch = std::exchange(m_fetch, nullptr);
    fetch->deleteLater();
    if (!answer && answer.error().kind == Failure::Kind::Unreachable)
        return emit done(Outcome::Bad,
            tr("No answer from %1: %2. See that footfall-server runs there, and that this is the port of its stats service.")
                .arg(shown(m_stats), answer.error().reason));
    const Presence presence = presenceIn(fetch->body());
    if (presence.service == u"ingest")
        return emit done(Outcome::Bad,
            tr("%1 is Footfall's ingest service; the stats service has a port of its own, 4000 by default.").arg(shown(m_stats)));
    if (presence.service != u"stats")
        return emit done(Outcome::Bad, tr("%1 answers, but it is no Footfall stats service.").arg(shown(m_stats)));
    if (!answer)
        return emit done(Outcome::Usable,
            tr("Footfall %1 is there, but has no figures now: %2. It recovers by itself once that is mended.")
                .arg(presence.version, answer.error().reason));
    m_found = presence.version;
    get(m_stats, u"/sites"_s, &ServerTest::takeSites);
}

void ServerTest::takeSites(const Answer<QByteArray> &answer)
{
    std::exchange(m_fetch, nullptr)->deleteLater();
    if (!answer && answer.error().status == 401)
        return emit done(Outcome::NeedsToken,
            m_token.isEmpty() ? tr("Footfall %1 is there; it needs a token.").arg(m_found)
                              : tr("Footfall %1 is there; it does not know this token.").arg(m_found));
    if (!answer)
        return emit done(Outcome::Bad, tr("Footfall %1 is there, but gives no figures: %2.").arg(m_found, answer.error().reason));
    const auto sites = parseSites(*answer);
    if (!sites)
        return emit done(Outcome::Bad,
            tr("Footfall %1 is there, but what it answers cannot be read: %2.").arg(m_found, sites.error().message));
    m_found = sites->isEmpty() ? tr("Footfall %1 is there; no event has come in yet.").arg(m_found)
                               : tr("Footfall %1 is there. Its sites: %2.").arg(m_found, exactNumber(sites->size()));
    if (m_ingest.isEmpty())
        return emit done(Outcome::Good, m_found);
    get(m_ingest, u"/health"_s, &ServerTest::takeIngestHealth);
}

void ServerTest::takeIngestHealth(const Answer<QByteArray> &answer)
{
    Fetch *const fetch = std::exchange(m_fetch, nullptr);
    fetch->deleteLater();
    if (!answer && answer.error().kind == Failure::Kind::Unreachable)
        return emit done(Outcome::Usable,
            tr("%1 But no answer from its ingest service, %2: %3. Without it nobody knows how far behind the numbers are.")
                .arg(m_found, shown(m_ingest), answer.error().reason));
    const Presence presence = presenceIn(fetch->body());
    if (presence.service == u"stats")
        return emit done(Outcome::Usable,
            tr("%1 But %2 is a stats service; the ingest service has a port of its own, 3000 by default.").arg(m_found, shown(m_ingest)));
    if (presence.service != u"ingest")
        return emit done(Outcome::Usable, tr("%1 But %2 is no Footfall ingest service.").arg(m_found, shown(m_ingest)));
    if (!answer)
        return emit done(Outcome::Usable, tr("%1 But it accepts no events now: %2.").arg(m_found, answer.error().reason));
    emit done(Outcome::Good, m_found);
}

}
