#pragma once

#include "server/http/answer.h"

#include <optional>
#include <vector>

namespace footfall::server {

// A request's line and headers, as far as it matters for what is let through to Qt's parser:
// that one ignores what it cannot read, and takes the body behind it for the next request.
// The rules are those of RFC 9112, the strict ones where it offers a choice.
struct RequestHead {
    QByteArray method; // "GET"
    QByteArray path; // percent-decoded, without the query
    QByteArray query; // as sent
    std::optional<qint64> contentLength;
    bool isChunked = false;
    bool expectsContinue = false;
    QByteArray origin; // of the page that asks; empty: no browser does
    Persistence persistence = Persistence::Assumed; // of the connection behind the answer

    // Of a field by its name in lower case; of several lines joined by commas; empty: there is none.
    QByteArray value(QByteArrayView name) const;

    bool hasBody() const { return isChunked || contentLength.value_or(0) > 0; }

    // Where the head ends (one behind its blank line), in what has come so far; -1: not yet.
    // Nothing ends in the first `seen` bytes. Lines end as Qt has it, by LF or CRLF.
    static qsizetype endIn(QByteArrayView bytes, qsizetype seen);

    // `bytes`: up to and with the blank line. The answer is a refusal.
    static tl::expected<RequestHead, Answer> read(QByteArrayView bytes, int maxLines);

private:
    struct Field {
        QByteArrayView name, value; // in m_bytes
    };
    QByteArray m_bytes; // never changed: copies share it
    std::vector<Field> m_fields;
};

}
