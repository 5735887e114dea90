#include "server/http/request.h"

#include "server/http/formvalue.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

Request::Request(
    const RequestHead &head, const QByteArray &bytes, const QHostAddress &address, const TrustedProxies &proxies)
    : method(head.method)
    , path(head.path)
    , query(head.query)
    , body(bytes)
    , contentEncoding(head.value("content-encoding").toLower())
    , contentType(head.value("content-type"))
    , authorization(head.value("authorization"))
    , accept(head.value("accept"))
    , acceptEncoding(head.value("accept-encoding"))
    , ifNoneMatch(head.value("if-none-match"))
    , preflightHeaders(head.value("access-control-request-headers"))
    , origin(head.origin)
    , referer(head.value("referer"))
    , host(head.value("host"))
    , openPanelClient(head.value("openpanel-client-id"))
    , userAgent(head.value("user-agent"))
    , isNotToBeTracked(head.value("dnt") == "1" || head.value("sec-gpc") == "1")
    , peer(proxies.clientOf(address, head.value("x-forwarded-for")))
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
