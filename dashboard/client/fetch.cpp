#include "dashboard/client/fetch.h"

#include "dashboard/client/parse.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace footfall::dashboard {

Fetch::Fetch(QNetworkAccessManager &network, QNetworkRequest request, const Limits &limits, QObject *parent)
    : QObject(parent)
    , m_limits(limits)
{
    request.setTransferTimeout(int(limits.silence.count()));
    request.setRawHeader("Accept", "application/json");
    // A proxy that compresses would change the ETag, and a small body may grow without measure.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("footfall-dashboard/" FOOTFALL_VERSION));
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setMaximumRedirectsAllowed(5);
    m_reply = network.get(request);
    connect(m_reply, &QIODevice::readyRead, this, &Fetch::readMore);
    connect(m_reply, &QNetworkReply::finished, this, &Fetch::conclude);
}

Fetch::~Fetch()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    // One that has ended may be telling so at this moment. Another goes at once, which cancels it: abort()
    // would be an error of its own, and Qt warns if the request's is on its way.
    if (m_reply->isFinished())
        m_reply->deleteLater();
    else
        delete m_reply;
}

void Fetch::readMore()
{
    m_body += m_reply->readAll();
    if (m_body.size() <= m_limits.bytes)
        return;
    m_tooLarge = true;
    m_body.clear();
    m_reply->abort();
}

void Fetch::conclude()
{
    if (m_reply->isOpen()) // an aborted one is not
        m_body += m_reply->readAll();
    emit finished(answer());
}

bool Fetch::isUnchanged() const
{
    return m_reply && status() == 304 && m_reply->request().hasRawHeader("If-None-Match");
}

QByteArray Fetch::etag() const
{
    return m_reply ? m_reply->rawHeader("ETag") : QByteArray();
}

int Fetch::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

Answer<QByteArray> Fetch::answer() const
{
    using Kind = Failure::Kind;
    if (m_tooLarge) {
        const qint64 mebibytes = m_limits.bytes / (1024 * 1024);
        return tl::unexpected(Failure {Kind::Malformed, tr("it is over %1 MiB").arg(mebibytes)});
    }
    // Only a transfer timeout cancels a Fetch that is still there to notice.
    if (m_reply->error() == QNetworkReply::OperationCanceledError) {
        const double seconds = double(m_limits.silence.count()) / 1000;
        return tl::unexpected(Failure {Kind::Unreachable, tr("no answer within %1 s").arg(seconds)});
    }
    if (status() >= 300 && !isUnchanged())
        return tl::unexpected(refusal());
    if (m_reply->error() != QNetworkReply::NoError) {
        QString reason = m_reply->errorString();
        while (reason.endsWith(u'.'))
            reason.chop(1);
        return tl::unexpected(Failure {Kind::Unreachable, reason});
    }
    return m_body;
}

Failure Fetch::refusal() const
{
    Failure failure {Failure::Kind::Refused, parseErrorMessage(m_body), {}, status()};
    bool isNumber = false;
    if (const int seconds = m_reply->rawHeader("Retry-After").toInt(&isNumber); isNumber)
        failure.retryAfter = seconds;
    if (failure.status == 401)
        failure.reason = m_reply->request().hasRawHeader("Authorization") ? tr("it does not know this token") : tr("it needs a token");
    failure.reason = failure.reason.isEmpty() ? tr("HTTP status %1").arg(failure.status)
                                              : tr("%1 (%2)").arg(failure.reason, QString::number(failure.status));
    return failure;
}

}
