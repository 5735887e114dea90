#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

namespace footfall::cli {

// Why lines of a file were skipped: each reason once, with the number of its lines. Memory is
// bounded by the number of reasons that are kept apart.
class SkippedLines {
public:
    void add(qint64 line, const QString &why);

    // "FILE:12: REASON", or "FILE:12: REASON (3 lines)" where 12 is the first of them; in the order
    // of the lines. What is reported is forgotten.
    QStringList report(const QString &file);

private:
    struct Reason {
        qint64 first = 0;
        qint64 count = 0;
    };
    QHash<QString, Reason> m_reasons;
};

}
