#include "common/db/databaseoption.h"

#include <libpq-fe.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

using Parts = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

Parts partsOf(const QString &url, QString *complaint = nullptr)
{
    char *why = nullptr;
    Parts parts(PQconninfoParse(url.toUtf8().constData(), &why), &PQconninfoFree);
    if (why && complaint)
        *complaint = QString::fromUtf8(why).trimmed();
    PQfreemem(why);
    return parts;
}

QStringList secretsOf(const QString &url)
{
    QStringList secrets;
    const Parts parts = partsOf(url);
    for (const PQconninfoOption *part = parts.get(); part && part->keyword; ++part) {
        if (part->val && *part->val && *part->dispchar == '*') // as libpq marks what is not to be shown
            secrets += QString::fromUtf8(part->val);
    }
    return secrets;
}

// A password with an @ or a / in it, as it is: libpq takes its second half for the host, and
// would show it in every error.
bool hasStrayCharacters(const QString &url)
{
    if (!url.startsWith(u"postgres://") && !url.startsWith(u"postgresql://"))
        return false;
    const QString address = url.section(u"://"_s, 1).section(u'?', 0, 0);
    return address.count(u'@') > 1 || address.section(u'/', 1).contains(u'@');
}

}

Option databaseOption(const QString &help, const QString &defaultValue)
{
    return {u"database"_s, Option::Kind::Text, u"URL"_s, defaultValue, help, {}, &databaseComplaint};
}

QString databaseComplaint(const QString &url, bool isExposed)
{
    QString why;
    if (hasStrayCharacters(url))
        return u"in a URL, @ / : ? and % of a user or a password are written %40 %2F %3A %3F and %25"_s;
    if (!partsOf(url, &why)) {
        const bool mayQuoteSecret = url.contains(u'@') || url.contains(u"passw"_s, Qt::CaseInsensitive);
        return u"not a libpq connection string"_s + (mayQuoteSecret ? QString() : u": "_s + why);
    }
    if (isExposed && !secretsOf(url).isEmpty())
        return u"it has a password in it, and other users of this machine can read it here; put it into the variable "
               "FOOTFALL_DATABASE, into an INI file that is closed to them (chmod o=), or leave it to a passfile= or a service="_s;
    return {};
}

QString withoutSecrets(QString text, const QString &url)
{
    for (const QString &secret : secretsOf(url))
        text.replace(secret, u"***"_s);
    return text;
}

}
