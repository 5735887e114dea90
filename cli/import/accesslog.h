#pragma once

#include "cli/import/accesslogline.h"
#include "cli/import/formats/w3c.h"

#include <QStringList>

#include <simdjson.h>

#include <memory>
#include <optional>
#include <vector>

namespace footfall::cli {

// The names that --format takes; the first is the default, `auto`.
QStringList logFormatNames();

// Reads the lines of one file after the other, in the format that is named or that it recognises.
// What syslog and containers put before a line, or around it, is taken off. One thread.
class AccessLog {
public:
    enum class Format { Json, Events, W3c, Elb, S3, Haproxy, Combined, Common };

    // One of logFormatNames(). A name may stand for several formats, of which each file has one.
    explicit AccessLog(const QString &name);

    // A new file begins. `head`: its first lines, as far as they are known; the format is the first
    // that reads half as many of these as the one that reads most. If none reads any, each
    // line of the file is tried in turn.
    void begin(std::string_view head);

    // Whether its lines are events already, to be sent as they are. `line` is the next one.
    bool hasEvents(std::string_view line);

    // nullopt: a line that stands for no request, such as a comment. Fails with Invalid and the reason.
    Result<std::optional<AccessLogLine>> read(std::string_view line);

private:
    Result<std::optional<AccessLogLine>> readAs(Format format, std::string_view line, W3cLog &w3c);
    std::optional<Format> recognise(std::string_view lines);
    std::string_view withinEnvelope(std::string_view line);

    const std::vector<Format> m_candidates;
    std::optional<Format> m_format;
    W3cLog m_w3c;
    simdjson::dom::parser m_parser;
    std::string m_within;
};

}
