#include "cli/ingestclient.h"

#include <QJsonDocument>
#include <QNetworkReply>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

namespace {

constexpr std::chrono::milliseconds firstWait = 500ms;
constexpr std::chrono::milliseconds longestWait = 30s;
constexpr std::chrono::milliseconds answerTimeout = 60s;

// What may go away by itself. 502 and 504 are a proxy's, while the server behind it restarts.
bool isPassing(int status)
{
    return status == 429 || status == 502 || status == 503 || status == 504;
}

bool isFinal(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ProtocolUnknownError || error == QNetworkReply::SslHandshakeFailedError;
}

}

QString IngestClient::Answer::message() const
{
    const QString why = body.value("message"_L1).toString();
    return u"the server answered %1"_s.arg(status) + (why.isEmpty() ? QString() : u": "_s + why);
}

IngestClient::IngestClient(QUrl url, std::chrono::milliseconds patience, OnWait onWait)
    : m_url(std::move(url))
    , m_patience(patience)
    , m_onWait(std::move(onWait))
{
}

QUrl IngestClient::urlOf(const QString &path, const QUrlQuery &query) const
{
    QUrl url = m_url;
    url.setPath((url.path().endsWith(u'/') ? url.path().chopped(1) : url.path()) + path);
    url.setQuery(query);
    return url;
}

Result<IngestClient::Answer> IngestClient::post(
    const QString &path, const QByteArray &contentType, const QByteArray &body, const QUrlQuery &query)
{
    const QUrl url = urlOf(path, query);
    QElapsedTimer trying;
    trying.start();
    for (std::chrono::milliseconds backoff = firstWait; !m_stopped;
         backoff = std::min(2 * backoff, longestWait)) {
        auto answer = attempt(url, contentType, body);
        if (answer)
            return std::move(*answer);
        if (m_stopped)
            break;
        const Refusal &refusal = answer.error();
        if (refusal.final)
            return failed(u"%1: %2"_s.arg(m_url.toString(), refusal.why));
        const auto left = m_patience - std::chrono::milliseconds(trying.elapsed());
        if (left <= 0ms) {
            return unavailable(u"%1: %2; gave up after %3 s"_s.arg(m_url.toString(), refusal.why)
                                   .arg(trying.elapsed() / 1000));
        }
        const std::chrono::milliseconds pause
            = std::min({std::max<std::chrono::milliseconds>(backoff, refusal.retryAfter), left});
        m_onWait(u"%1: %2; trying again in %3 s"_s.arg(m_url.toString(), refusal.why)
                     .arg(static_cast<double>(pause.count()) / 1000, 0, 'g', 3));
        m_hasResent = m_hasResent || !refusal.isCertain;
        wait(pause);
    }
    return failed(u"stopped"_s);
}

Result<IngestClient::Answer> IngestClient::get(const QString &path, const QUrlQuery &query)
{
    if (m_stopped)
        return failed(u"stopped"_s);
    QNetworkRequest request(urlOf(path, query));
    request.setTransferTimeout(static_cast<int>(answerTimeout.count()));
    return answerTo(m_network.get(request)).map_error([](const Refusal &refusal) {
        return Error {Error::Kind::Failed, refusal.why};
    });
}

tl::expected<IngestClient::Answer, IngestClient::Refusal> IngestClient::attempt(
    const QUrl &url, const QByteArray &contentType, const QByteArray &body)
{
    QNetworkRequest request(url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, contentType);
    request.setTransferTimeout(static_cast<int>(answerTimeout.count()));
    // A redirect would turn the POST into a GET.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    auto answer = answerTo(m_network.post(request, body));
    if (answer && isPassing(answer->status))
        return tl::unexpected(Refusal {answer->message(), answer->retryAfter, false, answer->status == 429});
    return answer;
}

tl::expected<IngestClient::Answer, IngestClient::Refusal> IngestClient::answerTo(QNetworkReply *started)
{
    const std::unique_ptr<QNetworkReply> reply(started);
    QObject::connect(reply.get(), &QNetworkReply::finished, &m_loop, &QEventLoop::quit);
    if (!reply->isFinished())
        m_loop.exec();
    if (!reply->isFinished())
        return tl::unexpected(Refusal {u"stopped"_s});

    const QVariant status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute);
    const bool isCutShort = status.toInt() == 200 && reply->error() != QNetworkReply::NoError;
    if (!status.isValid() || isCutShort)
        return tl::unexpected(Refusal {reply->errorString(), 0s, isFinal(reply->error())});
    return Answer {status.toInt(), QJsonDocument::fromJson(reply->readAll()).object(),
        std::chrono::seconds(reply->rawHeader("Retry-After").toInt())};
}

void IngestClient::wait(std::chrono::milliseconds time)
{
    if (m_stopped)
        return;
    QTimer::singleShot(time, &m_loop, &QEventLoop::quit);
    m_loop.exec();
}

void IngestClient::stop()
{
    m_stopped = true;
    m_loop.quit();
}

}
