#include "dashboard/export/filename.h"

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr qsizetype longestPart = 40; // characters
constexpr qsizetype mostBytes = 64; // of UTF-8: with all its parts a name has 255 at most

// Letters and digits of any script stay; runs of all else become one hyphen.
QString safe(const QString &text)
{
    QString out;
    for (const QChar c : text.first(std::min(text.size(), longestPart))) {
        const bool isSafe = c.isLetterOrNumber() || c == u'_' || (c == u'.' && !out.isEmpty() && !out.endsWith(u'-'));
        if (QStringView(out).toUtf8().size() + 3 > mostBytes)
            break;
        if (isSafe)
            out += c;
        else if (!out.isEmpty() && !out.endsWith(u'-'))
            out += u'-';
    }
    while (out.endsWith(u'-') || out.endsWith(u'.'))
        out.chop(1);
    return out;
}

}

QString fileNameFor(const Look &look, const QString &what, const QString &suffix)
{
    QStringList parts {u"footfall"_s, safe(look.site), safe(name(look.range))};
    if (look.filter)
        parts += safe(look.filter->value);
    parts += safe(what);
    parts.removeAll(QString());
    return parts.join(u'-') + u'.' + suffix;
}

}
