#include "cli/import/exportreader.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace footfall::cli {

namespace {

QDate dayOf(const QString &text)
{
    return QDate::fromString(text, u"yyyyMMdd"_s);
}

std::string_view withoutBom(std::string_view line)
{
    return line.starts_with("\xEF\xBB\xBF") ? line.substr(3) : line;
}

ExportRecord namesOf(const ExportRecord &header)
{
    ExportRecord names;
    for (const std::string &name : header)
        names.push_back(QString::fromStdString(name).trimmed().toLower().toStdString());
    return names;
}

std::unique_ptr<ExportTable> tableOf(const ExportRecord &header, const std::string &site, const ExportDays &days)
{
    const ExportRecord names = namesOf(header);
    auto events = eventTable(names, site);
    return events ? std::move(events) : figureTable(names, site, days);
}

}

ExportReader::ExportReader(std::string site, QDate day)
    : m_site(std::move(site))
    , m_days {day, day}
{
}

bool ExportReader::isHeader(std::string_view line)
{
    CsvReader csv;
    const auto isWhole = csv.take(withoutBom(line));
    return isWhole && *isWhole && tableOf(csv.fields(), {}, {});
}

Result<int> ExportReader::append(std::string &out, std::string_view line)
{
    // Google writes what a table is of in comments before it, and may write several tables.
    if (!m_csv.isWithin() && line.empty())
        return 0;
    if (!m_csv.isWithin() && isComment(line)) {
        m_table.reset();
        readComment(line);
        return 0;
    }
    const auto isWhole = m_csv.take(m_table ? line : withoutBom(line));
    if (!isWhole)
        return tl::unexpected(isWhole.error());
    if (!*isWhole)
        return 0;
    if (m_table)
        return m_table->append(out, m_csv.fields());
    m_table = tableOf(m_csv.fields(), m_site, m_days);
    if (!m_table)
        return failed(u"no header of a table that is known"_s);
    m_note = m_table->note();
    return 0;
}

void ExportReader::readComment(std::string_view line)
{
    static const QRegularExpression firstDay(u"Start date: *(\\d{8})"_s);
    static const QRegularExpression lastDay(u"End date: *(\\d{8})"_s);
    static const QRegularExpression bothDays(u"^# *(\\d{8})-(\\d{8})"_s);
    const QString text = QString::fromUtf8(line.data(), qsizetype(line.size()));
    if (const auto match = bothDays.match(text); match.hasMatch())
        m_days = {dayOf(match.captured(1)), dayOf(match.captured(2))};
    if (const auto match = firstDay.match(text); match.hasMatch())
        m_days.first = dayOf(match.captured(1));
    if (const auto match = lastDay.match(text); match.hasMatch())
        m_days.last = dayOf(match.captured(1));
}

}
