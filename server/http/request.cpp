#include "server/http/request.h"

#include "server/http/formvalue.h"

#include <QHttpServerRequest>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    using Method = QHttpServerRequest::Method;
    switch (method) {
    case Method::Get: return "GET";
    case Method::Put: return "PUT";
    case Method::Delete: return "DELETE";
    case Method::Post: return "POST";
    case Method::Head: return "HEAD";
    case Method::Options: return "OPTIONS";
    case Method::Patch: return "PATCH";
    default: return "UNKNOWN";
    }
}

}

Request::Request(const QHttpServerRequest &request, const TrustedProxies &proxies)
    : method(methodName(request.method()))
    , path(request.url().path(QUrl::FullyDecoded).toUtf8())
    , query(request.url().query(QUrl::FullyEncoded).toUtf8())
    , body(request.body())
    , contentEncoding(request.value("content-encoding").trimmed().toLower())
    , contentType(request.value("content-type"))
    , authorization(request.value("authorization"))
    , accept(request.value("accept"))
    , acceptEncoding(request.value("accept-encoding"))
    , ifNoneMatch(request.value("if-none-match"))
    , preflightHeaders(request.value("access-control-request-headers"))
    , origin(request.value("origin"))
    , referer(request.value("referer"))
    , host(request.value("host"))
    , openPanelClient(request.value("openpanel-client-id"))
    , userAgent(request.value("user-agent"))
    , isNotToBeTracked(request.value("dnt") == "1" || request.value("sec-gpc") == "1")
    , peer(proxies.clientOf(request.remoteAddress(), request.value("x-forwarded-for")))
{
    if (const qsizetype end = contentType.indexOf(';'); end >= 0)
        contentType.truncate(end);
    contentType = contentType.trimmed().toLower();
}

bool Request::acceptsGzip() const
{
    for (const QByteArray &coding : acceptEncoding.toLower().split(',')) {
        const QByteArrayList parts = coding.split(';');
        const QByteArray weight = parts.value(1, "q=1").trimmed(); // "q=0": never
        if (parts.front().trimmed() == "gzip")
            return weight.startsWith("q=") && weight.mid(2).toDouble() > 0;
    }
    return false;
}

std::optional<QByteArray> Request::parameter(QByteArrayView name) const
{
    return formValue(query, name);
}

Result<std::optional<std::string>> Request::text(const char *name) const
{
    const auto value = parameter(name);
    if (!value)
        return std::nullopt;
    if (value->contains('\0') || !value->isValidUtf8())
        return invalid(u"%1: expected UTF-8 without U+0000"_s.arg(QLatin1StringView(name)));
    return value->toStdString();
}

}
