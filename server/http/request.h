#pragma once

#include <QByteArray>
#include <QHash>
#include <QHostAddress>

#include <optional>
#include <string_view>

class QHttpServerRequest;

namespace footfall {

// A request, copied out of QHttpServerRequest: that one is reused for the socket's next
// request as soon as the handler returns. (The body is shared, not copied.)
struct Request {
    explicit Request(const QHttpServerRequest &request);

    QByteArray method; // "GET"
    QByteArray path; // percent-decoded, without the query
    QByteArray query; // as sent
    QByteArray body;
    QByteArray contentType; // lower case, without parameters
    bool hasOrigin = false; // it comes from a page in a browser
    bool close = false; // `Connection: close`
    QHostAddress peer;

    std::string_view bodyView() const { return {body.constData(), std::size_t(body.size())}; }

    // The first `name=` of the query, form-decoded ('+' is a space); nullopt: not there.
    std::optional<QByteArray> parameter(QByteArrayView name) const;
};

}
