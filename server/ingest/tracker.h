#pragma once

#include "server/http/answer.h"
#include "server/http/request.h"

namespace footfall::server {

// GET /f.js: the script that pages load (resources/tracker/f.js, made small, and gzip if the
// client reads it), or 304 if the client has it.
Answer trackerAnswer(const Request &request);

}
