#include "server/stats/csv.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr std::string_view formulaStarts = "=+-@\t\r";
constexpr std::string_view quoted = "\",\r\n";

}

Csv::Csv(std::string_view header)
    : m_text(header)
{
    endLine();
}

Csv &Csv::text(std::string_view value)
{
    separate();
    std::string safe(value);
    if (!value.empty() && formulaStarts.find(value.front()) != value.npos)
        safe.insert(0, 1, '\'');
    if (safe.find_first_of(quoted) == safe.npos) {
        m_text += safe;
        return *this;
    }
    m_text += '"';
    for (const char c : safe)
        m_text += c == '"' ? std::string(2, c) : std::string(1, c);
    m_text += '"';
    return *this;
}

Csv &Csv::number(const std::optional<std::int64_t> &value)
{
    separate();
    if (value)
        m_text += std::to_string(*value);
    return *this;
}

void Csv::endLine()
{
    m_text += "\r\n";
    m_isFirst = true;
}

void Csv::separate()
{
    if (!std::exchange(m_isFirst, false))
        m_text += ',';
}

Answer Csv::answer() const
{
    return {200, QByteArray::fromStdString(m_text), "text/csv; charset=utf-8; header=present"};
}

Result<bool> Csv::isWanted(const Request &request)
{
    if (const auto format = request.parameter("format")) {
        if (*format != "csv" && *format != "json")
            return invalid(u"format: json or csv"_s);
        return *format == "csv";
    }
    for (const QByteArray &range : request.accept.split(',')) {
        const QByteArray type = range.split(';').front().trimmed().toLower();
        if (type == "text/csv" || type == "application/json")
            return type == "text/csv";
    }
    return false;
}

}
