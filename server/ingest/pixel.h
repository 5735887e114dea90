#pragma once

#include "server/http/answer.h"
#include "server/http/request.h"

namespace footfall::server {

// GET /f.gif, for pages without scripts: an image that nobody sees, whose request is a page view.
inline constexpr char pixelPath[] = "/f.gif";

// That view as POST /event takes it. An error names the parameter.
Result<std::string> pixelJson(const Request &request);

Answer pixelAnswer();

}
