#pragma once

#include <QHash>

#include <string>
#include <string_view>

namespace footfall::cli {

// event_ids for the lines of one file: the same file gives the same ids in every run, so that
// importing it again, or again after it has grown, counts nothing twice, and equal lines within
// it get different ids, so that each counts. The lines of another file are not known here: two
// equal lines count once if they stand in two files.
//
// Memory: a number of 64 bits and a count for each different line, 25 to 50 bytes; a file of
// ten million lines takes up to 0.5 GB.
class ImportIds {
public:
    // `source`: the server that wrote the file, so that equal lines of two servers both count. It
    // is hashed before the line; without it the line alone is.
    explicit ImportIds(std::string_view source = {});

    // "import:", half of the line's SHA-256 in hex, and from its second occurrence on "-2",
    // "-3", ... `line` is without its line ending.
    std::string next(std::string_view line);

private:
    std::string m_source; // with a line ending, which no line has

    // Two different lines that share these 64 bits of their hash share a count, which is
    // harmless: their ids still differ, and are still the same in every run.
    QHash<quint64, quint32> m_occurrences;
};

}
