#include "server/ingest/formats/translation.h"

#include <QString>

using namespace Qt::StringLiterals;

namespace footfall {

QString Translation::renamed(const QString &message) const
{
    for (const auto &[ours, theirs] : names) {
        const QString field = QString::fromLatin1(ours.data(), qsizetype(ours.size())) + u':';
        if (message.startsWith(field))
            return QString::fromLatin1(theirs.data(), qsizetype(theirs.size())) + message.mid(field.size() - 1);
    }
    return message;
}

}
