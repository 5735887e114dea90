#pragma once

#include "cli/import/accesslogline.h"

#include <simdjson.h>

#include <string>
#include <string_view>

namespace footfall::cli {

enum class ImportFormat { Combined, Common, Ndjson };

// Turns lines of a file into the events that POST /events takes. One thread.
//
// A line of an access log becomes a `page_view` of its path if it is a view, else a `request`.
// Its user is a pseudonym of the client's address: half of SHA-256(site, address), in hex; the
// same address gives the same user of a site in every run. All IPv4 addresses can be hashed in
// an hour, so it hides an address from a glance, not from somebody who wants to know.
class ImportEvents {
public:
    // keepAddresses: the address itself is the user.
    ImportEvents(ImportFormat format, std::string site, bool keepAddresses);

    // Appends one line of NDJSON, with its "\n". `id` becomes the event_id of an event that
    // brings none. Fails with Invalid and the reason; `out` is then as it was.
    Result<void> append(std::string &out, std::string_view line, std::string_view id);

private:
    void appendVisit(std::string &out, const AccessLogLine &line, std::string_view id) const;
    Result<void> appendObject(std::string &out, std::string_view line, std::string_view id);

    const ImportFormat m_format;
    const std::string m_site;
    const bool m_keepAddresses;
    simdjson::ondemand::parser m_parser;
    std::string m_padded;
};

}
