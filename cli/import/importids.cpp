#include "cli/import/importids.h"

#include <QCryptographicHash>

#include <cstring>

namespace footfall::cli {

ImportIds::ImportIds(std::string_view source)
    : m_source(source.empty() ? std::string() : std::string(source) + '\n')
{
}

std::string ImportIds::next(std::string_view line)
{
    QCryptographicHash sum(QCryptographicHash::Sha256);
    sum.addData(m_source);
    sum.addData(line);
    const QByteArray hash = sum.result();
    quint64 key;
    std::memcpy(&key, hash.constData(), sizeof key);
    const quint32 occurrence = ++m_occurrences[key];

    std::string id = "import:" + hash.first(16).toHex().toStdString();
    if (occurrence > 1)
        id += '-' + std::to_string(occurrence);
    return id;
}

}
