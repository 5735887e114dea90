#pragma once

#include "server/http/answer.h"

namespace footfall::server {

// GET /openapi.yaml, the same of both services: resources/openapi.yaml.
Answer openApi();

}
