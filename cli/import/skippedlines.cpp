#include "cli/import/skippedlines.h"

#include <QMap>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::cli {

void SkippedLines::add(qint64 line, const QString &why)
{
    constexpr qsizetype mostReasons = 100;
    const bool isKept = m_reasons.size() < mostReasons || m_reasons.contains(why);
    Reason &reason = m_reasons[isKept ? why : u"for other reasons"_s];
    // The server refuses a line after later ones were found unreadable.
    reason.first = reason.count == 0 ? line : std::min(reason.first, line);
    ++reason.count;
}

QStringList SkippedLines::report(const QString &file)
{
    QMultiMap<qint64, QString> lines;
    for (auto reason = m_reasons.cbegin(); reason != m_reasons.cend(); ++reason) {
        QString text = u"%1:%2: "_s.arg(file).arg(reason->first) + reason.key();
        if (reason->count > 1)
            text += u" (%1 lines)"_s.arg(reason->count);
        lines.insert(reason->first, text);
    }
    m_reasons.clear();
    return lines.values();
}

}
