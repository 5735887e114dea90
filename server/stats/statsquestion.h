#pragma once

#include "common/result.h"

#include <QDate>

#include <optional>
#include <string>

namespace footfall {

// What GET /stats asks for.
struct StatsQuestion {
    std::string siteId; // 1-128 bytes, valid UTF-8 without U+0000
    std::optional<QDate> date; // none: all time
    int limit = 10; // 1-1,000 top paths

    // From a query string, as sent. Fails with Invalid, naming the parameter and the rule.
    static Result<StatsQuestion> read(const QByteArray &query);
};

}
