#pragma once

#include "common/result.h"

#include <QByteArray>

#include <string>

namespace footfall {

// An HTTP answer. JSON unless it says otherwise.
struct Answer {
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    QByteArray headers = {}; // further header lines, each with its CRLF

    static Answer json(const std::string &body, int status = 200);

    // {"status":"error","message":...}
    static Answer error(int status, const QString &message);

    // The one place where an Error becomes an HTTP status.
    static Answer error(const Error &error);

    // Head and body, to be written to a socket in one piece. `moreHeaders`: further header
    // lines; `withBody` is false for HEAD; `close`: the connection ends behind this answer.
    QByteArray toBytes(const QByteArray &moreHeaders, bool withBody, bool close) const;
};

}
