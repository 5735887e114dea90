#include "server/http/requesthead.h"

#include <QList>

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

tl::unexpected<Answer> refused(int status, const QString &message)
{
    return tl::unexpected(Answer::error(status, message));
}

// RFC 9110, 5.6.2.
bool isToken(QByteArrayView text)
{
    static constexpr auto isTokenCharacter = [] {
        std::array<bool, 256> table {};
        for (const char c : std::string_view("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&'*+-.^_`|~"))
            table[std::size_t(c)] = true;
        return table;
    }();
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return isTokenCharacter[uchar(c)]; });
}

bool isPrintable(QByteArrayView text) // as far as a field's value goes: tabs and bytes over 127 too
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == '\t' || (uchar(c) >= ' ' && c != '\x7f'); });
}

bool isSame(QByteArrayView text, QByteArrayView lower)
{
    return text.size() == lower.size() && text.compare(lower, Qt::CaseInsensitive) == 0;
}

// The next line, without its end.
QByteArrayView takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    QByteArrayView line = rest.first(end);
    rest = rest.sliced(end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

// Path and query of the target as it was sent; a proxy is asked for a whole URL.
void readTarget(RequestHead &head, QByteArrayView target)
{
    if (const qsizetype fragment = target.indexOf('#'); fragment >= 0)
        target.truncate(fragment);
    if (const qsizetype query = target.indexOf('?'); query >= 0) {
        head.query = target.sliced(query + 1).toByteArray();
        target.truncate(query);
    }
    if (const qsizetype scheme = target.indexOf("://"); scheme > 0) {
        const qsizetype path = target.indexOf('/', scheme + 3);
        target = path < 0 ? QByteArrayView("/") : target.sliced(path);
    }
    head.path = QByteArray::fromPercentEncoding(target.toByteArray());
}

struct Fields {
    bool closes = false;
    bool keepsAlive = false;
    bool isWebSocket = false;
    int contentLengths = 0;
    int transferEncodings = 0;
};

std::optional<Answer> readField(RequestHead &head, Fields &fields, QByteArrayView name, QByteArrayView value)
{
    if (isSame(name, "content-length")) {
        const bool isDigits = std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (value.isEmpty() || !isDigits || ++fields.contentLengths > 1)
            return Answer::error(400, u"Malformed request headers: Content-Length: one number of bytes"_s);
        bool fits = false;
        const qint64 length = value.toByteArray().toLongLong(&fits);
        head.contentLength = fits ? length : std::numeric_limits<qint64>::max();
    } else if (isSame(name, "transfer-encoding")) {
        head.isChunked = true;
        if (!isSame(value, "chunked") || ++fields.transferEncodings > 1)
            return Answer::error(501, u"Transfer-Encoding: only chunked is understood"_s);
    } else if (isSame(name, "origin")) {
        head.origin = value.toByteArray();
    } else if (isSame(name, "expect")) {
        head.expectsContinue = true;
        if (!isSame(value, "100-continue"))
            return Answer::error(417, u"Expect: only 100-continue is understood"_s);
    } else if (isSame(name, "connection")) {
        for (const QByteArray &option : value.toByteArray().split(',')) {
            fields.closes = fields.closes || isSame(option.trimmed(), "close");
            fields.keepsAlive = fields.keepsAlive || isSame(option.trimmed(), "keep-alive");
        }
    } else if (isSame(name, "upgrade")) {
        fields.isWebSocket = fields.isWebSocket || value.toByteArray().toLower().contains("websocket");
    }
    return std::nullopt;
}

}

qsizetype RequestHead::endIn(QByteArrayView bytes, qsizetype seen)
{
    for (qsizetype at = bytes.indexOf('\n', std::max<qsizetype>(0, seen - 2)); at >= 0; at = bytes.indexOf('\n', at + 1)) {
        const QByteArrayView behind = bytes.sliced(at + 1);
        if (behind.startsWith('\n'))
            return at + 2;
        if (behind.startsWith("\r\n"))
            return at + 3;
    }
    return -1;
}

QByteArray RequestHead::value(QByteArrayView name) const
{
    QByteArray value;
    for (const Field &field : m_fields) {
        if (isSame(field.name, name))
            value += value.isEmpty() ? field.value.toByteArray() : ", " + field.value.toByteArray();
    }
    return value;
}

tl::expected<RequestHead, Answer> RequestHead::read(QByteArrayView bytes, int maxLines)
{
    RequestHead head;
    head.m_bytes = bytes.toByteArray();
    bytes = head.m_bytes;
    const QByteArrayView line = takeLine(bytes);
    const qsizetype space = line.indexOf(' ');
    const qsizetype lastSpace = line.lastIndexOf(' ');
    const QByteArrayView version = line.sliced(lastSpace + 1);
    if (space == lastSpace || !isToken(line.first(space)) || !isPrintable(line) || !version.startsWith("HTTP/"))
        return refused(400, u"Malformed request line"_s);
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return refused(505, u"HTTP version: 1.1 or 1.0"_s);
    head.method = line.first(space).toByteArray();
    const QByteArrayView target = line.sliced(space + 1, lastSpace - space - 1);
    if (target.isEmpty() || target.contains(' '))
        return refused(400, u"Malformed request line"_s);
    readTarget(head, target);

    Fields fields;
    int lines = 0;
    for (QByteArrayView field = takeLine(bytes); !field.isEmpty(); field = takeLine(bytes)) {
        const qsizetype colon = field.indexOf(':');
        if (colon < 0 || !isToken(field.first(colon)) || !isPrintable(field))
            return refused(400, u"Malformed request headers"_s);
        if (++lines > maxLines)
            return refused(431, u"Headers: at most %1 lines"_s.arg(maxLines));
        if (const auto answer = readField(head, fields, field.first(colon), field.sliced(colon + 1).trimmed()))
            return tl::unexpected(*answer);
        head.m_fields.push_back({field.first(colon), field.sliced(colon + 1).trimmed()});
    }
    const bool isOld = version == "HTTP/1.0";
    // Two lengths are how a request is smuggled past a proxy that believes the other one.
    if (head.isChunked && (head.contentLength || isOld))
        return refused(400, u"Malformed request headers: Transfer-Encoding: not with Content-Length or HTTP/1.0"_s);
    if (fields.isWebSocket)
        return refused(400, u"Upgrade: WebSockets are not served here"_s);
    // Qt drops the trailers of a chunked body badly; so nothing is read behind one.
    if (fields.closes || head.isChunked || (isOld && !fields.keepsAlive))
        head.persistence = Persistence::Closed;
    else if (isOld)
        head.persistence = Persistence::Announced;
    return head;
}

}
