#pragma once

#include "server/http/answer.h"

namespace footfall::server {

// A 200 with a strong ETag of its body; a 304 instead, if the client has that body already:
// `ifNoneMatch` is the header as sent (RFC 9110, 13.1.2). Any other answer as it is. `caching`: header
// lines that go with both.
Answer conditional(Answer answer, const QByteArray &ifNoneMatch,
    const QByteArray &caching = "Cache-Control: no-cache\r\nVary: Accept\r\n");

}
