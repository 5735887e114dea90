#include "server/http/answer.h"

#include "common/json/text.h"

#include <charconv>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

const char *reasonPhrase(int status)
{
    switch (status) {
    case 200: return "OK";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 411: return "Length Required";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 426: return "Upgrade Required";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    default: return "Internal Server Error";
    }
}

void appendNumber(QByteArray &bytes, qint64 number)
{
    char digits[20];
    bytes.append(digits, std::to_chars(std::begin(digits), std::end(digits), number).ptr - digits);
}

int statusOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Invalid: return 400;
    case Error::Kind::TooLarge: return 413;
    case Error::Kind::Forbidden: return 403;
    case Error::Kind::Full:
    case Error::Kind::Unavailable:
    case Error::Kind::Failed: return 503;
    }
    Q_UNREACHABLE();
}

}

Answer Answer::json(const std::string &body, int status)
{
    return {status, QByteArray::fromStdString(body)};
}

Answer Answer::error(int status, const QString &message)
{
    std::string body = "{\"status\":\"error\",\"message\":";
    appendJsonString(body, message.toStdString());
    body += '}';
    return json(body, status);
}

Answer Answer::tooLarge(qint64 limit)
{
    const bool isWhole = limit % (1 << 20) == 0;
    return error(413, u"Body: at most %1 %2"_s.arg(limit >> (isWhole ? 20 : 10)).arg(isWhole ? u"MiB" : u"KiB"));
}

Answer Answer::error(const Error &error)
{
    Answer answer = Answer::error(statusOf(error.kind), error.message);
    if (answer.status == 503)
        answer.headers = "Retry-After: 5\r\n";
    return answer;
}

QByteArray Answer::toBytes(const QByteArray &moreHeaders, bool withBody, Persistence persistence) const
{
    QByteArray bytes;
    bytes.reserve(192 + headers.size() + moreHeaders.size() + body.size());
    bytes += "HTTP/1.1 ";
    appendNumber(bytes, status);
    bytes += ' ';
    bytes += reasonPhrase(status);
    bytes += "\r\n";
    if (status != 204 && status != 304) {
        bytes += "Content-Type: ";
        bytes += contentType;
        bytes += "\r\nContent-Length: ";
        appendNumber(bytes, body.size());
        bytes += "\r\n";
    }
    bytes += headers;
    bytes += moreHeaders;
    if (persistence == Persistence::Closed)
        bytes += "Connection: close\r\n";
    else if (persistence == Persistence::Announced)
        bytes += "Connection: keep-alive\r\n";
    bytes += "\r\n";
    if (withBody)
        bytes += body;
    return bytes;
}

}
