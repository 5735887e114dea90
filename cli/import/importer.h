#pragma once

#include "cli/import/importevents.h"
#include "common/result.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <vector>

namespace footfall::cli {

class ImportProgress;
class ImportRun;
class IngestClient;

// Files -> lines -> events -> POST /events, one request at a time. Holds one batch.
class Importer {
public:
    // The contract's limit is 8 MiB; one event may be as long as a line.
    static constexpr std::size_t batchBytes = 512 << 10;
    static constexpr std::size_t batchEvents = 10'000;

    Importer(ImportEvents &events, IngestClient &client, const ImportRun &run, ImportProgress &progress);

    // Returns when the server has all of `file`. What cannot be read, or is refused for itself, is
    // reported and skipped; anything else ends the import.
    Result<void> import(const QString &file);

    qint64 sent() const { return m_sent; } // events that the server accepted
    qint64 skipped() const { return m_skipped; } // lines, empty ones not counted

private:
    Result<void> send();
    void skip(qint64 line, const QString &why);

    ImportEvents &m_events;
    IngestClient &m_client;
    const ImportRun &m_run;
    ImportProgress &m_progress;
    QString m_file;
    std::string m_batch;
    std::vector<qint64> m_lines; // of the events in m_batch
    qint64 m_sent = 0;
    qint64 m_skipped = 0;
};

}
