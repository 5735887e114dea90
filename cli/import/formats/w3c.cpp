#include "cli/import/formats/w3c.h"

#include "cli/import/clientaddress.h"
#include "cli/import/logfields.h"
#include "cli/import/logtime.h"

#include <QByteArray>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

std::string percentDecoded(std::string_view text)
{
    return QByteArray::fromPercentEncoding(QByteArray(text.data(), static_cast<qsizetype>(text.size()))).toStdString();
}

std::string withSpaces(std::string text, std::string_view space)
{
    for (std::size_t at = text.find('+'); at != text.npos; at = text.find('+', at + space.size()))
        text.replace(at, 1, space);
    return text;
}

// CloudFront has encoded what the client had encoded once already: %2520.
std::string encodedOnce(std::string text)
{
    for (std::size_t at = text.find("%25"); at != text.npos; at = text.find("%25", at + 1))
        text.erase(at + 1, 2);
    return text;
}

}

W3cLog::Field W3cLog::fieldOf(std::string_view name)
{
    static constexpr struct {
        std::string_view name;
        Field field;
    } known[] = {
        {"date", Date},
        {"date-local", Date},
        {"time", Time},
        {"time-local", Time},
        {"c-ip", Client},
        {"x-forwarded-for", Forwarded},
        {"cs(x-forwarded-for)", Forwarded},
        {"s-xff", Forwarded},
        {"cs-method", Method},
        {"cs-uri-stem", Path},
        {"cs-uri-query", Query},
        {"cs-uri", Uri},
        {"sc-status", Status},
        {"c-status", Status},
        {"x-host-header", Host},
        {"cs(host)", ServerHost},
        {"cs-host", ServerHost},
        {"cs(referer)", Referrer},
        {"cs(referrer)", Referrer},
        {"cs(user-agent)", UserAgent},
    };
    std::string lower(name);
    std::transform(
        lower.begin(), lower.end(), lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    const auto *found
        = std::find_if(std::begin(known), std::end(known), [&](const auto &entry) { return entry.name == lower; });
    return found == std::end(known) ? Other : found->field;
}

void W3cLog::readDirective(std::string_view line)
{
    LogFields words(line);
    const std::string_view name = words.word();
    if (name == "#Date:") {
        m_date = words.word();
    } else if (name == "#Fields:") {
        m_fields.clear();
        while (!words.atEnd())
            m_fields.push_back(fieldOf(words.word()));
    }
}

bool W3cLog::splitInto(std::vector<std::string> &values, std::string_view line) const
{
    const bool hasTabs = line.find('\t') != line.npos;
    const std::string_view separators = hasTabs ? "\t" : " ";
    while (!line.empty()) {
        if (!hasTabs && line.starts_with(' ')) {
            line.remove_prefix(1);
            continue;
        }
        std::string value;
        if (!hasTabs && line.starts_with('"')) {
            std::size_t i = 1;
            for (; i < line.size() && (line[i] != '"' || line.substr(i + 1).starts_with('"')); ++i) {
                value += line[i];
                i += line[i] == '"';
            }
            if (i == line.size())
                return false;
            line.remove_prefix(i + 1);
        } else {
            value = line.substr(0, line.find_first_of(separators));
            line.remove_prefix(value.size());
        }
        if (!line.empty())
            line.remove_prefix(1);
        values.push_back(std::move(value));
    }
    return values.size() == m_fields.size();
}

Result<std::optional<AccessLogLine>> W3cLog::read(std::string_view line)
{
    if (line.starts_with('#')) {
        readDirective(line);
        return std::nullopt;
    }
    if (m_fields.empty())
        return invalid(u"no #Fields: line before it"_s);
    std::vector<std::string> values;
    if (!splitInto(values, line))
        return invalid(u"not as many fields as the #Fields: line has"_s);
    std::array<std::string, FieldCount> field;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (m_fields[i] != Other && (field[m_fields[i]].empty() || field[m_fields[i]] == "-"))
            field[m_fields[i]] = std::move(values[i]);
    }

    const auto time = parseLogTime((field[Date].empty() ? m_date : field[Date]) + 'T' + field[Time]);
    if (!time)
        return invalid(u"no date and time such as 2026-01-02 10:00:00"_s);
    // A tab is CloudFront's, which encodes; IIS has no other way to write a space than +.
    const bool isEncoded = line.find('\t') != line.npos;
    const auto text
        = [&](Field which) { return isEncoded ? percentDecoded(field[which]) : withSpaces(field[which], " "); };
    std::string userAgent = text(UserAgent);
    if (userAgent.find("%20") != userAgent.npos)
        userAgent = percentDecoded(userAgent);
    const std::string referrer = isEncoded ? percentDecoded(field[Referrer]) : field[Referrer];
    std::string path = isEncoded ? encodedOnce(field[Path]) : withSpaces(field[Path], "%20");
    if (path.empty() && !field[Uri].empty()) // host/path or http://host/path
        path = field[Uri].starts_with('/')                ? field[Uri]
            : field[Uri].find("://") == std::string::npos ? "http://" + field[Uri]
                                                          : field[Uri];

    LoggedRequest request;
    request.client
        = clientOf({isEncoded ? percentDecoded(field[Forwarded]) : withSpaces(field[Forwarded], ""), field[Client]});
    request.host = field[Host].empty() || field[Host] == "-" ? field[ServerHost] : field[Host];
    request.time = *time;
    request.method = field[Method].empty() ? std::string_view("GET") : field[Method];
    request.target = path == "-" ? std::string_view() : path;
    request.status = field[Status];
    request.referrer = referrer;
    request.userAgent = userAgent;
    request.splitAbsoluteTarget();
    auto read = toAccessLogLine(request);
    if (!read)
        return tl::unexpected(read.error());
    return std::move(*read);
}

}
