#include "server/http/formvalue.h"

#include <QByteArrayList>

namespace footfall::server {

std::optional<QByteArray> formValue(const QByteArray &query, QByteArrayView name)
{
    for (const QByteArray &part : query.split('&')) {
        const qsizetype equals = part.indexOf('=');
        if (part.first(equals < 0 ? part.size() : equals) != name)
            continue;
        return equals < 0 ? QByteArray() : QByteArray::fromPercentEncoding(part.mid(equals + 1).replace('+', ' '));
    }
    return std::nullopt;
}

}
