#include "cli/import/importids.h"

#include <QCryptographicHash>

#include <cstring>

namespace footfall::cli {

std::string ImportIds::next(std::string_view line)
{
    const QByteArray hash = QCryptographicHash::hash(
        QByteArrayView(line.data(), static_cast<qsizetype>(line.size())), QCryptographicHash::Sha256);
    quint64 key;
    std::memcpy(&key, hash.constData(), sizeof key);
    const quint32 occurrence = ++m_occurrences[key];

    std::string id = "import:" + hash.first(16).toHex().toStdString();
    if (occurrence > 1)
        id += '-' + std::to_string(occurrence);
    return id;
}

}
