#pragma once

#include "common/result.h"

#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct gzFile_s;

namespace footfall::cli {

// The lines of a plain or gzip file (of several members too, as `cat a.gz b.gz` makes), one
// after the other in bounded memory. Not thread-safe.
class ImportLines {
public:
    static constexpr std::size_t lengthLimit = 1 << 20; // bytes, the most that POST /event takes

    struct Line {
        std::string_view text; // without "\n" or "\r\n"; valid until the next call of next()
        qint64 number = 0; // from 1
        bool tooLong = false; // over lengthLimit; `text` is then empty
    };

    // "-" is the standard input. Fails with Failed.
    static Result<ImportLines> open(const QString &file);

    // nullopt: the end. Fails with Failed if the rest cannot be read: an I/O error, or a gzip
    // file that is broken or cut short.
    Result<std::optional<Line>> next();

    // Part of the file that was read, 0 to 1; nullopt if its size is not known.
    std::optional<double> fraction() const;

private:
    struct Close {
        void operator()(gzFile_s *file) const;
    };

    ImportLines(gzFile_s *file, qint64 size);
    Result<bool> readMore(); // false: the end
    Line take(std::size_t length, std::size_t ending, bool tooLong);

    std::unique_ptr<gzFile_s, Close> m_file;
    qint64 m_size;
    std::string m_buffer;
    std::size_t m_from = 0; // where in m_buffer the unread part begins
    qint64 m_number = 0;
    bool m_atEnd = false;
};

}
