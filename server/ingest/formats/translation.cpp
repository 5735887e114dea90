#include "server/ingest/formats/translation.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace footfall::server {

QString Translation::theirName(const QString &field) const
{
    for (const auto &[ours, theirs] : names) {
        if (field == QLatin1StringView(ours))
            return QString::fromLatin1(theirs.data(), qsizetype(theirs.size()));
    }
    return field;
}

QString Translation::renamed(const QString &message) const
{
    const QString missing = u"Missing required fields: "_s;
    if (message.startsWith(missing)) {
        QStringList fields = message.mid(missing.size()).split(u", "_s);
        for (QString &field : fields)
            field = theirName(field);
        return missing + fields.join(u", "_s);
    }
    const qsizetype end = message.indexOf(u':');
    return end < 0 ? message : theirName(message.first(end)) + message.mid(end);
}

}
