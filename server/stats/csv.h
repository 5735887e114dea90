#pragma once

#include "server/http/answer.h"
#include "server/http/request.h"

#include <cstdint>
#include <optional>

namespace footfall::server {

// Figures as CSV (RFC 4180): a header, CRLF behind each line, UTF-8. A text that a spreadsheet
// would take for a formula (= + - @, tab or CR first) gets an apostrophe in front.
class Csv {
public:
    explicit Csv(std::string_view header); // "path,views"

    // A line's fields, then endLine(). An unknown number is empty.
    Csv &text(std::string_view value);
    Csv &number(const std::optional<std::int64_t> &value);
    void endLine();

    Answer answer() const;

    // Whether a request wants it: by format=csv, or by an Accept that prefers text/csv to JSON.
    // Fails with Invalid for another format.
    static Result<bool> isWanted(const Request &request);

private:
    void separate();

    std::string m_text;
    bool m_isFirst = true; // of its line
};

}
