#pragma once

#include "common/result.h"

#include <QString>
#include <QStringDecoder>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct gzFile_s;

namespace footfall::cli {

// Without what stands around a line and is no part of it: "\r", and the NUL bytes that a program
// leaves which goes on writing where it was after its file has been cut to nothing (copytruncate).
std::string_view withoutLineEnd(std::string_view line);

// Without the mark that some editors put before UTF-8.
std::string_view withoutByteOrderMark(std::string_view text);

// The lines of a plain or gzip file (of several members too, as `cat a.gz b.gz` makes), one
// after the other in bounded memory. Not thread-safe.
class ImportLines {
public:
    static constexpr std::size_t lengthLimit = 1 << 20; // bytes, the most that POST /event takes

    struct Line {
        std::string_view text; // as withoutLineEnd(); valid until the next call of next()
        qint64 number = 0; // from 1
        bool tooLong = false; // over lengthLimit; `text` is then empty
    };

    // "-" is the standard input. Fails with Failed.
    static Result<ImportLines> open(const QString &file);

    // The first of the lines that come, up to 256 KiB, to recognise their format by.
    std::string_view head();

    // The end is the end for now: a line without its line ending is not given out yet, and next() may
    // be called again when the file has grown. Until setGrowing(false).
    void setGrowing(bool isGrowing) { m_isGrowing = isGrowing; }

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
    Line take(std::size_t length, std::size_t ending);

    std::unique_ptr<gzFile_s, Close> m_file;
    qint64 m_size;
    std::string m_buffer;
    std::size_t m_from = 0; // where in m_buffer the unread part begins
    qint64 m_number = 0;
    bool m_isTooLong = false; // the line that begins at m_from, or has been thrown away up to there
    bool m_isGrowing = false;
    bool m_atEnd = false;
    std::optional<QStringDecoder> m_decoder; // of a file in UTF-16
};

}
