#pragma once

#include "cli/import/accesslogline.h"

#include <optional>
#include <vector>

namespace footfall::cli {

// The W3C extended log format: IIS, Amazon CloudFront, and others whose file says in `#Fields:`
// which fields its lines have, in any order. The fields may change within a file.
// https://www.w3.org/TR/WD-logfile.html, and for CloudFront
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
//
// Times are UTC. Fields are separated by tabs (CloudFront), else by spaces; one in quotes may hold
// spaces, "" is a quote in it. IIS writes + for a space, CloudFront %20.
class W3cLog {
public:
    // nullopt: a directive or a comment, which stands for no request.
    Result<std::optional<AccessLogLine>> read(std::string_view line);

private:
    enum Field {
        Date,
        Time,
        Client,
        Forwarded,
        Method,
        Path,
        Query,
        Uri,
        Status,
        Host,
        ServerHost,
        Referrer,
        UserAgent,
        FieldCount,
        Other
    };
    static Field fieldOf(std::string_view name);
    void readDirective(std::string_view line);
    bool splitInto(std::vector<std::string> &values, std::string_view line) const;

    std::vector<Field> m_fields;
    std::string m_date; // of #Date:, where the lines have only a time
};

}
