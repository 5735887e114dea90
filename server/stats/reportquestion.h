#pragma once

#include "common/result.h"
#include "common/timestamp.h"

#include <QByteArray>

#include <string>

namespace footfall::server {

// What GET /report asks for.
struct ReportQuestion {
    std::string site;
    std::string path;
    Timestamp hour = 0; // the start of the last one
    bool isDescending = false;
    int take = 24; // hours that have views, at most

    // From a query string, as sent. Fails with Invalid, naming the parameter and the rule.
    static Result<ReportQuestion> read(const QByteArray &query, Timestamp now);
};

}
