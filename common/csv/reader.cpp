#include "common/csv/reader.h"

#include <utility>

using namespace Qt::StringLiterals;

namespace footfall {

Result<bool> CsvReader::take(std::string_view line)
{
    if (m_isQuoted) {
        m_fields.back() += '\n';
    } else {
        m_fields.assign(1, {});
        m_length = 0;
    }
    m_length += line.size() + 1;
    if (m_length > lengthLimit) {
        m_isQuoted = false;
        return invalid(u"the record is longer than 1 MiB; is a quote missing?"_s);
    }
    bool isAtStart = !m_isQuoted; // of a field
    for (std::size_t i = 0; i < line.size(); ++i) {
        const bool wasAtStart = std::exchange(isAtStart, false);
        if (m_isQuoted) {
            if (line[i] != '"')
                m_fields.back() += line[i];
            else if (i + 1 < line.size() && line[i + 1] == '"')
                m_fields.back() += line[i++];
            else
                m_isQuoted = false;
        } else if (line[i] == ',') {
            m_fields.emplace_back();
            isAtStart = true;
        } else if (line[i] == '"' && wasAtStart) {
            m_isQuoted = true;
        } else {
            m_fields.back() += line[i];
        }
    }
    return !m_isQuoted;
}

}
