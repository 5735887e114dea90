#pragma once

#include "cli/import/exportreader.h"
#include "cli/import/importevents.h"
#include "cli/import/importids.h"
#include "cli/import/importlines.h"
#include "cli/import/skippedlines.h"
#include "common/result.h"

#include <QString>

#include <string>
#include <utility>
#include <vector>

namespace footfall::cli {

class ImportProgress;
class ImportRun;
class IngestClient;

// A file on its way: what is particular to it.
struct ImportedFile {
    ImportedFile(const QString &fileName, const ImportOptions &options)
        : name(fileName)
        , events(options)
        , ids(options.source)
    {
    }

    QString name;
    ImportEvents events;
    ImportIds ids; // a set of its own, so that naming a file twice counts nothing twice
    std::optional<ExportReader> exported; // of another tool's export, instead of `events`
    qint64 recordBegan = 0; // the line of `exported`'s last record
    SkippedLines skipped;
    qint64 lines = 0; // that stand for something
    qint64 accepted = 0; // of them, by the server
};

// Files -> lines -> events -> POST /events, one request at a time. Holds one batch.
class Importer {
public:
    // The contract's limit is 8 MiB; one event may be as long as a line.
    static constexpr std::size_t batchBytes = 512 << 10;
    static constexpr std::size_t batchEvents = 10'000;

    Importer(const ImportOptions &options, IngestClient &client, const ImportRun &run, ImportProgress &progress);

    // Returns when the server has all of `file`. What cannot be read, or is refused for itself, is
    // reported and skipped; anything else ends the import.
    Result<void> import(const QString &file);

    // The same, line by line: take() sends when a batch is full, send() what is left. `file` must
    // live until send() has returned.
    Result<void> take(ImportedFile &file, const ImportLines::Line &line);
    Result<void> send();

    // Says what was skipped, and, at the end of a file, whether nothing of it was of any use.
    void report(ImportedFile &file);
    void finish(ImportedFile &file);

    qint64 sent() const { return m_sent; } // events that the server accepted
    qint64 skipped() const { return m_skipped; } // lines, empty ones not counted
    bool hasUselessFile() const { return m_hasUselessFile; }

private:
    Result<void> begin(ImportedFile &file, std::string_view head) const;
    Result<void> takeExported(ImportedFile &file, const ImportLines::Line &line);
    Result<void> sendIfFull();
    void skip(ImportedFile &file, qint64 line, const QString &why);

    const ImportOptions m_options;
    IngestClient &m_client;
    const ImportRun &m_run;
    ImportProgress &m_progress;
    std::string m_batch;
    std::vector<std::pair<ImportedFile *, qint64>> m_lines; // of the events in m_batch
    qint64 m_sent = 0;
    qint64 m_skipped = 0;
    bool m_hasUselessFile = false;
};

}
