#include "cli/import/importer.h"

#include "cli/import/importprogress.h"
#include "cli/import/importrun.h"
#include "cli/ingestclient.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace footfall::cli {

Importer::Importer(const ImportOptions &options, IngestClient &client, const ImportRun &run, ImportProgress &progress)
    : m_options(options)
    , m_client(client)
    , m_run(run)
    , m_progress(progress)
{
    m_batch.reserve(batchBytes + (64 << 10));
}

Result<void> Importer::import(const QString &name)
{
    ImportedFile file(name == u"-" ? u"standard input"_s : name, m_options);
    auto lines = ImportLines::open(name);
    if (!lines)
        return failed(u"%1: %2"_s.arg(file.name, lines.error().message));

    Result<void> result = begin(file, lines->head());
    while (result) {
        const auto line = lines->next();
        if (!line || !*line) {
            if (file.exported && file.exported->isWithin())
                skip(file, file.recordBegan, u"a quoted field that begins here does not end"_s);
            // What was read before is good, and importing the mended file again is harmless.
            result = send();
            if (result && !line)
                result = failed(u"%1: %2"_s.arg(file.name, line.error().message));
            break;
        }
        m_progress.update(file.name, lines->fraction(), m_sent);
        result = take(file, **line);
    }
    if (result)
        finish(file);
    else
        report(file);
    return result;
}

// The first line that is no comment shows whether the file is another tool's export.
Result<void> Importer::begin(ImportedFile &file, std::string_view head) const
{
    if (head.starts_with("PK\x03\x04"))
        return failed(u"%1: it is a zip archive; unpack it, and import the files that are in it"_s.arg(file.name));
    for (std::string_view rest = head; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty() || ExportReader::isComment(line))
            continue;
        const bool isExport = ExportReader::isHeader(line);
        if (isExport && m_options.site.empty())
            return failed(u"%1: --site: expected, since this is an export"_s.arg(file.name));
        if (isExport)
            file.exported.emplace(m_options.site, m_options.day);
        break;
    }
    file.events.begin(head);
    return {};
}

Result<void> Importer::takeExported(ImportedFile &file, const ImportLines::Line &line)
{
    if (!file.exported->isWithin())
        file.recordBegan = line.number;
    const auto events = line.tooLong ? Result<int>(invalid(u"longer than 1 MiB"_s)) : file.exported->append(m_batch, line.text);
    if (const QString note = file.exported->takeNote(); !note.isEmpty())
        m_progress.report(file.name + u": "_s + note);
    if (!events && events.error().kind == Error::Kind::Failed) {
        return send().and_then([&]() -> Result<void> {
            return failed(u"%1:%2: %3"_s.arg(file.name).arg(line.number).arg(events.error().message));
        });
    }
    if (!events || *events > 0)
        ++file.lines;
    if (!events)
        skip(file, line.number, events.error().message);
    else
        m_lines.insert(m_lines.end(), std::size_t(*events), {&file, line.number});
    return sendIfFull();
}

Result<void> Importer::sendIfFull()
{
    return m_batch.size() >= batchBytes || m_lines.size() >= batchEvents ? send() : Result<void>();
}

Result<void> Importer::take(ImportedFile &file, const ImportLines::Line &line)
{
    if (file.exported)
        return takeExported(file, line);
    if (line.text.find_first_not_of(" \t") == line.text.npos && !line.tooLong)
        return {};
    const auto appended = line.tooLong ? Result<bool>(invalid(u"longer than 1 MiB"_s))
                                       : file.events.append(m_batch, line.text, file.ids.next(line.text));
    if (appended && !*appended)
        return {};
    ++file.lines;
    if (!appended) {
        skip(file, line.number, appended.error().message);
        return {};
    }
    m_lines.emplace_back(&file, line.number);
    return sendIfFull();
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
        return failed(
            answer->status == 200 ? u"--url: this is not an ingest service of Footfall"_s : answer->message());
    }
    m_sent += accepted.toInteger();
    for (const auto &[file, line] : m_lines)
        ++file->accepted;
    for (const QJsonValue &entry : rejected) {
        const auto index = static_cast<std::size_t>(entry["index"_L1].toInteger(-1));
        if (index >= m_lines.size())
            return failed(u"the server rejects a line that it was not sent"_s);
        const auto &[file, line] = m_lines[index];
        --file->accepted;
        skip(*file, line, entry["message"_L1].toString());
    }
    m_batch.clear();
    m_lines.clear();
    return {};
}

void Importer::skip(ImportedFile &file, qint64 line, const QString &why)
{
    ++m_skipped;
    file.skipped.add(line, why);
}

void Importer::report(ImportedFile &file)
{
    for (const QString &line : file.skipped.report(file.name))
        m_progress.report(line);
}

void Importer::finish(ImportedFile &file)
{
    report(file);
    if (file.lines == 0 || file.accepted > 0)
        return;
    m_progress.report(u"%1: nothing of it could be imported"_s.arg(file.name));
    m_hasUselessFile = true;
}

}
