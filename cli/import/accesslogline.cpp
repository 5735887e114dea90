#include "cli/import/accesslogline.h"

#include "cli/import/accesslogtext.h"

#include <QDate>

#include <algorithm>
#include <array>
#include <optional>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

constexpr std::size_t referrerLimit = 2048; // the ingest service's
constexpr std::size_t userAgentLimit = 1024;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// 17/May/2015:10:05:03 +0000 -> 2015-05-17T10:05:03+00:00
std::optional<std::string> rfc3339(std::string_view time)
{
    static constexpr std::string_view shape = "dd/aaa/dddd:dd:dd:dd sdddd";
    static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (time.size() != shape.size())
        return std::nullopt;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const char c = time[i];
        const bool fits = shape[i] == 'd' ? isDigit(c)
            : shape[i] == 'a'             ? (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')
            : shape[i] == 's'             ? c == '+' || c == '-'
                                          : c == shape[i];
        if (!fits)
            return std::nullopt;
    }
    const auto number = [&](std::size_t from, std::size_t length) {
        int n = 0;
        for (const char c : time.substr(from, length))
            n = 10 * n + (c - '0');
        return n;
    };
    const std::size_t month = months.find(time.substr(3, 3));
    if (month == std::string_view::npos || month % 3 != 0)
        return std::nullopt;
    const int monthNumber = static_cast<int>(month / 3 + 1);
    // A second of 60 is a leap second.
    if (!QDate::isValid(number(7, 4), monthNumber, number(0, 2)) || number(12, 2) > 23 || number(15, 2) > 59
        || number(18, 2) > 60 || number(22, 2) > 23 || number(24, 2) > 59)
        return std::nullopt;

    std::string out;
    out.reserve(25);
    out.append(time.substr(7, 4)).append(1, '-');
    out.append(1, static_cast<char>('0' + monthNumber / 10))
        .append(1, static_cast<char>('0' + monthNumber % 10));
    out.append(1, '-').append(time.substr(0, 2)).append(1, 'T').append(time.substr(12, 8));
    out.append(time.substr(21, 3)).append(1, ':').append(time.substr(24, 2));
    return out;
}

// Takes the fields of a line from left to right.
class Fields {
public:
    explicit Fields(std::string_view line)
        : m_rest(line)
    {
    }

    std::string_view word()
    {
        skipSpaces();
        const std::string_view found = m_rest.substr(0, m_rest.find(' '));
        m_rest.remove_prefix(found.size());
        return found;
    }

    // What stands in [brackets] and reads as a time. A user's name, which stands before it and
    // is as the client sent it, may hold spaces and brackets.
    std::optional<std::string> time()
    {
        for (std::size_t at = m_rest.find('['); at != m_rest.npos; at = m_rest.find('[', at + 1)) {
            const std::size_t end = m_rest.find(']', at);
            if (end == m_rest.npos)
                break;
            auto found = rfc3339(m_rest.substr(at + 1, end - at - 1));
            if (!found)
                continue;
            m_rest.remove_prefix(end + 1);
            return found;
        }
        return std::nullopt;
    }

    // The inside of "...", where \ takes the next byte's meaning away. A quote that some servers
    // leave unescaped does not end the field unless the field can end there.
    std::optional<std::string_view> quoted()
    {
        skipSpaces();
        if (!m_rest.starts_with('"'))
            return std::nullopt;
        for (std::size_t i = 1; i < m_rest.size(); ++i) {
            if (m_rest[i] == '\\') {
                ++i;
            } else if (m_rest[i] == '"' && (i + 1 == m_rest.size() || m_rest[i + 1] == ' ')) {
                const std::string_view inside = m_rest.substr(1, i - 1);
                m_rest.remove_prefix(i + 1);
                return inside;
            }
        }
        return std::nullopt;
    }

private:
    void skipSpaces() { m_rest.remove_prefix(std::min(m_rest.find_first_not_of(' '), m_rest.size())); }

    std::string_view m_rest;
};

struct Request {
    std::string_view method;
    std::string_view path;
};

// GET /path?query HTTP/1.1; HTTP/0.9 has no version; "-" or bytes of another protocol, which
// servers log here too, are no method and have no path.
Request parseRequest(std::string_view request)
{
    const std::size_t space = request.find(' ');
    const std::string_view method = request.substr(0, space);
    const bool isMethod = !method.empty()
        && std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!isMethod || space == request.npos)
        return {isMethod ? method : std::string_view(), {}};
    std::string_view target = request.substr(space + 1);
    if (const std::size_t version = target.rfind(" HTTP/"); version != target.npos)
        target = target.substr(0, version);
    return {method, target.substr(0, target.find('?'))};
}

std::string textOf(std::string_view logged, std::size_t limit)
{
    if (logged == "-")
        return {};
    std::string text = asUtf8(logged);
    if (text.size() > limit) {
        // The visit counts for more than the tail of where it came from, or with what.
        std::size_t end = limit;
        while ((static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
            --end;
        text.resize(end);
    }
    return text;
}

}

Result<AccessLogLine> parseAccessLogLine(std::string_view line, AccessLogFormat format)
{
    Fields fields(line);
    AccessLogLine out;

    const std::string_view address = fields.word();
    auto time = fields.time();
    if (address.empty() || !time)
        return invalid(u"no time such as [17/May/2015:10:05:03 +0000]"_s);
    out.address = asUtf8(address);
    out.time = std::move(*time);

    const auto request = fields.quoted();
    if (!request)
        return invalid(u"no request in quotes, or the line is cut short in it"_s);
    const auto [method, path] = parseRequest(*request);
    out.path = asUtf8(path);

    const std::string_view status = fields.word();
    if (status.size() != 3 || !std::all_of(status.begin(), status.end(), isDigit))
        return invalid(u"no status of three digits after the request"_s);
    out.isView = method == "GET" && (status[0] == '2' || status == "304");

    const std::string_view size = fields.word();
    if (size.empty() || (size != "-" && !std::all_of(size.begin(), size.end(), isDigit)))
        return invalid(u"no size after the status"_s);

    if (format == AccessLogFormat::Combined) {
        const auto referrer = fields.quoted();
        if (!referrer)
            return invalid(u"no referrer in quotes (without referrers it is --format common)"_s);
        out.referrer = textOf(*referrer, referrerLimit);
        const auto userAgent = fields.quoted();
        if (!userAgent)
            return invalid(u"no user agent in quotes, or the line is cut short in it"_s);
        out.userAgent = textOf(*userAgent, userAgentLimit);
    }
    return out;
}

}
