#include "cli/import/accesslog.h"

#include "cli/import/formats/amazon.h"
#include "cli/import/formats/combined.h"
#include "cli/import/formats/haproxy.h"
#include "cli/import/formats/jsonlog.h"
#include "cli/import/importlines.h"
#include "cli/import/logprefix.h"
#include "common/json/parse.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

using Format = AccessLog::Format;

constexpr int linesToRecogniseFrom = 200;

struct Name {
    QString name;
    std::vector<Format> formats; // in the order in which they are tried
};

// Common reads what Combined reads, and is the last.
const std::vector<Name> &names()
{
    static const std::vector<Name> table {
        {u"auto"_s,
            {Format::Json, Format::Events, Format::W3c, Format::Elb, Format::S3, Format::Haproxy, Format::Combined,
                Format::Common}},
        {u"combined"_s, {Format::Combined}},
        {u"common"_s, {Format::Common}},
        {u"ndjson"_s, {Format::Events}},
        {u"w3c"_s, {Format::W3c}},
        {u"iis"_s, {Format::W3c}},
        {u"cloudfront"_s, {Format::W3c}},
        {u"elb"_s, {Format::Elb}},
        {u"s3"_s, {Format::S3}},
        {u"json"_s, {Format::Json}},
        {u"caddy"_s, {Format::Json}},
        {u"traefik"_s, {Format::Json, Format::Combined, Format::Common}},
        {u"haproxy"_s, {Format::Haproxy, Format::Combined, Format::Common}},
    };
    return table;
}

std::vector<Format> formatsOf(const QString &name)
{
    const auto found
        = std::find_if(names().begin(), names().end(), [&](const Name &entry) { return entry.name == name; });
    return found == names().end() ? names().front().formats : found->formats;
}

}

QStringList logFormatNames()
{
    QStringList list;
    for (const Name &entry : names())
        list << entry.name;
    return list;
}

AccessLog::AccessLog(const QString &name)
    : m_candidates(formatsOf(name))
{
}

void AccessLog::begin(std::string_view head)
{
    m_w3c = {};
    m_format = m_candidates.size() == 1 ? std::optional(m_candidates.front()) : recognise(head);
}

std::optional<Format> AccessLog::recognise(std::string_view lines)
{
    std::vector<int> readBy(m_candidates.size());
    W3cLog w3c = m_w3c;
    for (int i = 0; i < linesToRecogniseFrom && !lines.empty(); ++i) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string_view line = withoutLineEnd(lines.substr(0, end));
        lines.remove_prefix(std::min(end + 1, lines.size()));
        for (std::size_t candidate = 0; candidate < m_candidates.size(); ++candidate) {
            const auto result = readAs(m_candidates[candidate], line, w3c);
            readBy[candidate] += result && *result;
        }
    }
    const int most = *std::max_element(readBy.begin(), readBy.end());
    if (most == 0)
        return std::nullopt;
    const auto first = std::find_if(readBy.begin(), readBy.end(), [&](int read) { return 2 * read >= most; });
    return m_candidates[static_cast<std::size_t>(first - readBy.begin())];
}

bool AccessLog::hasEvents(std::string_view line)
{
    if (!m_format && !line.starts_with('#'))
        m_format = recognise(line);
    return m_format == Format::Events;
}

Result<std::optional<AccessLogLine>> AccessLog::read(std::string_view line)
{
    if (!m_format && line.starts_with('#'))
        return m_w3c.read(line);
    if (!m_format)
        return invalid(u"in none of the formats that --format knows"_s);
    return readAs(*m_format, line, m_w3c);
}

// Docker's and journald's objects, and what syslog puts before a line, may hold any format.
std::string_view AccessLog::withinEnvelope(std::string_view line)
{
    line = withoutLogPrefix(line);
    if (!line.starts_with('{'))
        return line;
    simdjson::dom::object object;
    if (const auto json = parseJson(m_parser, line); !json || json->get(object) != simdjson::SUCCESS)
        return line;
    m_within = lineWithin(object);
    return m_within.empty() ? line : withoutLogPrefix(m_within);
}

Result<std::optional<AccessLogLine>> AccessLog::readAs(Format format, std::string_view line, W3cLog &w3c)
{
    const auto asOptional = [](Result<AccessLogLine> read) -> Result<std::optional<AccessLogLine>> {
        if (!read)
            return tl::unexpected(std::move(read.error()));
        return std::move(*read);
    };
    if (line.starts_with('#'))
        return w3c.read(line);
    if (format == Format::Elb) // its lines begin with a time as Kubernetes' do
        return asOptional(readElbLine(line));
    line = withinEnvelope(line);
    switch (format) {
    case Format::Json:
    case Format::Events: {
        const auto json = parseJson(m_parser, line);
        simdjson::dom::object object;
        if (!json || json->get(object) != simdjson::SUCCESS)
            return invalid(u"not a JSON object"_s);
        if (format == Format::Json)
            return asOptional(readJsonLogLine(object));
        if (object["event_type"].error() != simdjson::SUCCESS)
            return invalid(u"no event_type in the JSON object"_s);
        return AccessLogLine(); // only asked to recognise the format
    }
    case Format::W3c:
        return w3c.read(line);
    case Format::S3:
        return asOptional(readS3Line(line));
    case Format::Haproxy:
        return asOptional(readHaproxyLine(line));
    case Format::Elb:
    case Format::Combined:
    case Format::Common:
        break;
    }
    return asOptional(readCombinedLine(line, format == Format::Combined));
}

}
