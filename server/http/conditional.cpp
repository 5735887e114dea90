#include "server/http/conditional.h"

#include <QByteArrayList>
#include <QCryptographicHash>

namespace footfall::server {

namespace {

// Compared weakly, as RFC 9110 has it: a proxy that compresses makes a tag weak.
bool isListed(const QByteArray &tag, const QByteArray &ifNoneMatch)
{
    for (QByteArray listed : ifNoneMatch.split(',')) {
        listed = listed.trimmed();
        if (listed == "*" || (listed.startsWith("W/") ? listed.mid(2) : listed) == tag)
            return true;
    }
    return false;
}

}

Answer conditional(Answer answer, const QByteArray &ifNoneMatch, const QByteArray &caching)
{
    if (answer.status != 200)
        return answer;
    const QByteArray tag = '"' + QCryptographicHash::hash(answer.body, QCryptographicHash::Blake2b_160).toHex() + '"';
    answer.headers += "ETag: " + tag + "\r\n" + caching;
    if (isListed(tag, ifNoneMatch)) {
        answer.status = 304;
        answer.body.clear();
    }
    return answer;
}

}
