#pragma once

#include "common/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace footfall {

// Reads records of CSV (RFC 4180) from the lines of a file: a quoted field may have separators, line
// ends and doubled quotes in it. A quote within a field that does not begin with one is itself.
class CsvReader {
public:
    static constexpr std::size_t lengthLimit = 1 << 20; // bytes of a record

    // Takes the next line, without its line end. True: fields() is a whole record; false: it goes on in
    // the next line. Fails with Invalid over lengthLimit; the next line then begins a record.
    Result<bool> take(std::string_view line);

    const std::vector<std::string> &fields() const { return m_fields; }

    // Whether a record has begun and not ended.
    bool isWithin() const { return m_isQuoted; }

private:
    std::vector<std::string> m_fields;
    std::size_t m_length = 0; // of the record
    bool m_isQuoted = false; // the last of m_fields goes on
};

}
