#pragma once

#include "cli/import/exporttable.h"
#include "common/csv/reader.h"

#include <utility>

namespace footfall::cli {

// Turns the lines of a CSV export of Plausible, Umami, GoatCounter, Matomo or Google Analytics 4 into
// the events that POST /events takes. What is exported event by event becomes events as any; what is
// exported as figures of a day becomes an event of type footfall:imported for each (docs/protocol.md).
// A reader for each file. One thread.
class ExportReader {
public:
    // `day`: of figures that do not say themselves of which day they are; invalid: none.
    ExportReader(std::string site, QDate day);

    // Whether a line is the header of a table that this reads, or one of Google's comments before it.
    static bool isHeader(std::string_view line);
    static bool isComment(std::string_view line) { return line == "#" || line.starts_with("# "); }

    // Appends what a line makes complete, as NDJSON, and returns how many events: none, of a header
    // or a record that goes on in the next line. Fails with Invalid if the record is to be skipped,
    // with Failed if nothing of the file can be read.
    Result<int> append(std::string &out, std::string_view line);

    // Whether a record has begun and goes on in the next line.
    bool isWithin() const { return m_csv.isWithin(); }

    // What the user should know now; once.
    QString takeNote() { return std::exchange(m_note, {}); }

private:
    void readComment(std::string_view line);

    const std::string m_site;
    ExportDays m_days;
    CsvReader m_csv;
    std::unique_ptr<ExportTable> m_table;
    QString m_note;
};

}
