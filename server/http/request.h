#pragma once

#include "common/result.h"
#include "server/http/requesthead.h"
#include "server/http/trustedproxies.h"

#include <QByteArray>
#include <QHostAddress>

#include <optional>
#include <string>
#include <string_view>

namespace footfall::server {

inline std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

// A request: what its head says, and the body that Qt has read, which is shared with it, not copied. A handler
// gets the body decoded.
struct Request {
    Request() = default;
    // `address`: where it came from.
    Request(const RequestHead &head, const QByteArray &body, const QHostAddress &address, const TrustedProxies &proxies);

    QByteArray method; // "GET"
    QByteArray path; // percent-decoded, without the query
    QByteArray query; // as sent
    QByteArray body;
    QByteArray contentEncoding; // lower case; empty: as it is
    QByteArray contentType; // lower case, without parameters
    QByteArray authorization; // as sent
    QByteArray accept; // as sent
    QByteArray acceptEncoding; // as sent
    QByteArray ifNoneMatch; // as sent
    QByteArray preflightHeaders; // that a page wants to send, of a preflight
    QByteArray origin; // of the page that sent it; empty: no browser did
    QByteArray referer; // as sent
    QByteArray host; // as sent
    QByteArray openPanelClient; // "openpanel-client-id", as sent
    QByteArray userAgent; // as sent
    bool isNotToBeTracked = false; // Do Not Track or Global Privacy Control is on: DNT: 1, Sec-GPC: 1
    QHostAddress peer; // the client, also behind a proxy that is trusted

    std::string_view bodyView() const { return viewOf(body); }

    bool acceptsGzip() const;

    // As formValue() of the query.
    std::optional<QByteArray> parameter(QByteArrayView name) const;

    // One that is a text. Invalid: it is not UTF-8, or has a U+0000.
    Result<std::optional<std::string>> text(const char *name) const;
};

}
