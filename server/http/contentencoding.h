#pragma once

#include "server/http/answer.h"

#include <tl/expected.hpp>

namespace footfall::server {

// Undoes a request's Content-Encoding (RFC 9110, 8.4): gzip, of several members too; deflate, also
// without its zlib header, as some clients send it; identity. The answer is the refusal: 413 if the
// body takes more than `limit` bytes decoded, of which no more than that are ever made; 415 for
// another encoding; 400 for a body that is not what it says.
tl::expected<QByteArray, Answer> decodeBody(const QByteArray &body, const QByteArray &encoding, qint64 limit);

}
