#pragma once

#include "common/result.h"

#include <QString>

namespace footfall::cli {

// An origin as browsers write it in the Origin header (RFC 6454): scheme://host[:port], lower
// case, the host as ASCII, without the scheme's usual port. An error names the rule.
Result<QString> originOf(const QString &text);

}
