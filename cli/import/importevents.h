#pragma once

#include "cli/import/accesslog.h"

#include <QDate>
#include <QString>

#include <simdjson.h>

#include <string>
#include <string_view>

namespace footfall::cli {

// What the user asks for, the same for all files.
struct ImportOptions {
    QString format = QStringLiteral("auto"); // one of logFormatNames()
    std::string site; // empty: only lines with a host are taken (siteFromHost)
    std::string source; // see ImportIds
    bool siteFromHost = false; // the host that a visitor asked for is the site, where it is known
    bool keepAddresses = false; // the address itself is the user
    bool assetsAreViews = false;
    QDate day; // of an export's figures that do not say it themselves; invalid: none
};

// Turns the lines of one file into the events that POST /events takes. One thread.
//
// A line of an access log becomes a `page_view` of its path, an `asset` or a `request`
// (AccessLogLine::Kind). Its user is a pseudonym of the client's address and User-Agent: half of
// SHA-256(site, address, User-Agent), in hex; the same two give the same user of a site in every
// run. All IPv4 addresses can be hashed in an hour, so it hides an address from a glance, not from
// somebody who wants to know.
class ImportEvents {
public:
    explicit ImportEvents(const ImportOptions &options);

    // `head`: the first lines of the file, to recognise its format by.
    void begin(std::string_view head) { m_log.begin(head); }

    // Appends one line of NDJSON, with its "\n". `id` becomes the event_id of an event that
    // brings none. False: the line stands for no event, as a comment does. Fails with Invalid and
    // the reason. `out` is then as it was.
    Result<bool> append(std::string &out, std::string_view line, std::string_view id);

private:
    Result<void> appendVisit(std::string &out, const AccessLogLine &line, std::string_view id) const;
    Result<void> appendObject(std::string &out, std::string_view line, std::string_view id);

    const ImportOptions m_options;
    AccessLog m_log;
    simdjson::ondemand::parser m_parser;
    std::string m_padded;
};

}
