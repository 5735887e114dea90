#pragma once

#include "common/result.h"

#include <QByteArray>

#include <string>

namespace footfall::server {

// What becomes of the connection behind an answer, and whether the client is told.
enum class Persistence {
    Assumed, // it stays open, as HTTP/1.1 has it
    Announced, // it stays open, as an HTTP/1.0 client has asked
    Closed,
};

// An HTTP answer. JSON unless it says otherwise.
struct Answer {
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    QByteArray headers = {}; // further header lines, each with its CRLF

    static Answer json(const std::string &body, int status = 200);

    // {"status":"error","message":...}
    static Answer error(int status, const QString &message);

    // 413, for a body over `limit` bytes.
    static Answer tooLarge(qint64 limit);

    // The one place where an Error becomes an HTTP status.
    static Answer error(const Error &error);

    // Head and body, to be written to a socket in one piece. `moreHeaders`: further header
    // lines; `withBody` is false for HEAD.
    QByteArray toBytes(const QByteArray &moreHeaders, bool withBody, Persistence persistence) const;
};

}
