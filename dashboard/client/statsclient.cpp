#include "dashboard/client/statsclient.h"

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr qsizetype maxKept = 16 * 1024 * 1024; // bytes of bodies

}

QUrl endpoint(const QUrl &base, const QString &path)
{
    QUrl url = base;
    QString prefix = base.path();
    while (prefix.endsWith(u'/'))
        prefix.chop(1);
    url.setPath(prefix + path);
    return url;
}

QNetworkRequest authorized(QNetworkRequest request, const QByteArray &token)
{
    request.setRawHeader("Authorization", "Bearer " + token);
    // Qt would send the token along to wherever an answer redirects.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::SameOriginRedirectPolicy);
    return request;
}

StatsClient::StatsClient(const QUrl &base, const Fetch::Limits &limits, const QByteArray &token, QObject *parent)
    : QObject(parent)
    , m_base(base)
    , m_token(token)
    , m_limits(limits)
    , m_kept(maxKept)
{
}

void StatsClient::setServer(const QUrl &base, const QByteArray &token)
{
    cancel();
    m_kept.clear();
    m_base = base;
    m_token = token;
}

void StatsClient::ask(const Question &question, std::function<void(const Answer<Heard> &)> then)
{
    QUrl url = endpoint(m_base, question.path);
    if (!question.items.isEmpty())
        url.setQuery(encoded(question.items));
    QNetworkRequest request(url);
    std::optional<Figures> known; // of our own, since the cache may drop them meanwhile
    if (const Kept *kept = m_kept[question.key()]) {
        request.setRawHeader("If-None-Match", kept->etag);
        known = kept->figures;
    }
    Fetch *const fetch = start(request);
    connect(fetch, &Fetch::finished, this, [this, fetch, question, known, then = std::move(then)](const Answer<QByteArray> &body) {
        const Answer<Heard> answer = known && fetch->isUnchanged() ? Heard {*known, false} : read(question, *fetch, body);
        end(fetch);
        then(answer);
    });
}

Answer<Heard> StatsClient::read(const Question &question, const Fetch &fetch, const Answer<QByteArray> &body)
{
    const bool isDegraded = !body && question.takesDegraded && body.error().status == 503;
    if (!body && !isDegraded)
        return tl::unexpected(body.error());
    const Answer<Figures> figures = question.read(fetch.body());
    if (!figures)
        return tl::unexpected(isDegraded ? body.error() : figures.error());
    m_kept.remove(question.key());
    if (!fetch.etag().isEmpty())
        m_kept.insert(question.key(), new Kept {fetch.etag(), *figures}, fetch.body().size());
    return Heard {*figures};
}

Fetch *StatsClient::start(QNetworkRequest request)
{
    if (!m_token.isEmpty())
        request = authorized(request, m_token);
    auto *fetch = new Fetch(m_network, request, m_limits, this);
    m_pending += fetch;
    return fetch;
}

void StatsClient::end(Fetch *fetch)
{
    m_pending.removeOne(fetch);
    fetch->deleteLater();
}

void StatsClient::cancel()
{
    for (const QPointer<Fetch> &fetch : std::exchange(m_pending, {}))
        delete fetch;
}

}
