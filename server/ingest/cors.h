#pragma once

#include "server/http/answer.h"
#include "server/http/request.h"
#include "server/http/requesthead.h"

namespace footfall::server {

// Pages of any origin may send events and read the answers, also with credentials, as
// navigator.sendBeacon() always sends them (https://fetch.spec.whatwg.org/#http-cors-protocol). No
// cookie is ever set or read, so that a page learns nothing by it.

// Header lines of every answer.
QByteArray corsHeaders(const RequestHead &head);

// Of OPTIONS, which a browser asks before a request that is not a simple one.
Answer preflightAnswer(const Request &request);

}
