#include "cli/import/importer.h"

#include "cli/import/importids.h"
#include "cli/import/importlines.h"
#include "cli/import/importprogress.h"
#include "cli/import/importrun.h"
#include "cli/ingestclient.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace footfall::cli {

Importer::Importer(ImportEvents &events, IngestClient &client, const ImportRun &run, ImportProgress &progress)
    : m_events(events)
    , m_client(client)
    , m_run(run)
    , m_progress(progress)
{
    m_batch.reserve(batchBytes + (64 << 10));
}

Result<void> Importer::import(const QString &file)
{
    m_file = file == u"-" ? u"standard input"_s : file;
    auto lines = ImportLines::open(file);
    if (!lines)
        return failed(u"%1: %2"_s.arg(m_file, lines.error().message));

    // A set of its own for each file, so that naming a file twice counts nothing twice.
    ImportIds ids;
    for (;;) {
        const auto line = lines->next();
        if (!line) {
            // What was read before is good, and importing the mended file again is harmless.
            if (const auto result = send(); !result)
                return result;
            return failed(u"%1: %2"_s.arg(m_file, line.error().message));
        }
        if (!*line)
            return send();
        m_progress.update(m_file, lines->fraction(), m_sent);
        const auto &[text, number, tooLong] = **line;
        if (tooLong) {
            skip(number, u"longer than 1 MiB"_s);
            continue;
        }
        if (text.empty())
            continue;
        if (const auto result = m_events.append(m_batch, text, ids.next(text)); !result) {
            skip(number, result.error().message);
            continue;
        }
        m_lines.push_back(number);
        if (m_batch.size() >= batchBytes || m_lines.size() >= batchEvents) {
            if (const auto result = send(); !result)
                return result;
        }
    }
}

Result<void> Importer::send()
{
    if (m_lines.empty())
        return {};
    const auto answer = m_client.post(u"/events"_s, "application/x-ndjson",
        QByteArray::fromRawData(m_batch.data(), static_cast<qsizetype>(m_batch.size())), m_run.query());
    if (!answer)
        return tl::unexpected(answer.error());
    const QJsonValue accepted = answer->body.value("accepted"_L1);
    const QJsonArray rejected = answer->body.value("rejected"_L1).toArray();
    // 400 with a list is a batch of which no event was good.
    const bool isRead
        = accepted.isDouble() && (answer->status == 200 || (answer->status == 400 && !rejected.isEmpty()));
    if (!isRead) {
        return failed(answer->status == 200 ? u"--url: this is not an ingest service of Footfall"_s
                                            : answer->message());
    }
    m_sent += accepted.toInteger();
    for (const QJsonValue &entry : rejected) {
        const auto index = static_cast<std::size_t>(entry["index"_L1].toInteger(-1));
        skip(index < m_lines.size() ? m_lines[index] : -1, entry["message"_L1].toString());
    }
    m_batch.clear();
    m_lines.clear();
    return {};
}

void Importer::skip(qint64 line, const QString &why)
{
    ++m_skipped;
    m_progress.report(u"%1:%2: %3"_s.arg(m_file).arg(line).arg(why));
}

}
