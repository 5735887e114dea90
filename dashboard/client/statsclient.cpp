#include "dashboard/client/statsclient.h"

#include "dashboard/client/parse.h"


using namespace Qt::StringLiterals;

namespace footfall {

namespace {

template <typename T>
Answer<T> orMalformed(Result<T> result)
{
    if (!result)
        return tl::unexpected(Failure {Failure::Kind::Malformed, result.error().message});
    return std::move(*result);
}

// QUrlQuery leaves '+' alone, which a server reads as a space, and reads '%41' in a value
// as a letter: encode everything ourselves.
QString encoded(const QString &value)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(value));
}

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

StatsClient::StatsClient(const QUrl &base, const Fetch::Limits &limits, const QByteArray &token, QObject *parent)
    : QObject(parent)
    , m_base(base)
    , m_token(token)
    , m_limits(limits)
{
}

void StatsClient::getSites(std::function<void(const Answer<QList<Site>> &)> then)
{
    get(endpoint(m_base, u"/sites"_s), [then = std::move(then)](const Answer<QByteArray> &body) {
        then(body.and_then([](const QByteArray &json) { return orMalformed(parseSites(json)); }));
    });
}

void StatsClient::getStats(const QString &site, std::optional<QDate> day, int paths,
    std::function<void(const Answer<Stats> &)> then)
{
    QString query = u"site_id="_s + encoded(site) + u"&limit="_s + QString::number(paths);
    if (day)
        query += u"&date="_s + day->toString(Qt::ISODate);
    QUrl url = endpoint(m_base, u"/stats"_s);
    url.setQuery(query);

    const auto unlessForAnother = [site, day](Stats stats) -> Answer<Stats> {
        if (stats.site != site || stats.day != day)
            return tl::unexpected(Failure {Failure::Kind::Malformed, tr("it is for another site or day")});
        return stats;
    };
    get(url, [unlessForAnother, then = std::move(then)](const Answer<QByteArray> &body) {
        then(body.and_then([](const QByteArray &json) { return orMalformed(parseStats(json)); })
                 .and_then(unlessForAnother));
    });
}

void StatsClient::get(const QUrl &url, std::function<void(const Answer<QByteArray> &)> then)
{
    QNetworkRequest request(url);
    if (!m_token.isEmpty()) {
        request.setRawHeader("Authorization", "Bearer " + m_token);
        // Qt would send the token along to wherever an answer redirects.
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::SameOriginRedirectPolicy);
    }
    auto *fetch = new Fetch(m_network, request, m_limits, this);
    m_pending += fetch;
    connect(fetch, &Fetch::finished, this, [this, fetch, then = std::move(then)](const Answer<QByteArray> &answer) {
        m_pending.removeOne(fetch);
        fetch->deleteLater();
        then(answer);
    });
}

void StatsClient::cancel()
{
    for (const QPointer<Fetch> &fetch : std::exchange(m_pending, {}))
        delete fetch;
}

}
