#include "common/blockedhosts.h"

#include "common/event/referrer.h"

#include <QFile>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr qint64 maxFile = 16 << 20; // the public lists have some 50 KB

}

Result<BlockedHosts> BlockedHosts::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return invalid(u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray text = file.read(maxFile + 1);
    if (file.error() != QFile::NoError)
        return invalid(u"%1: %2"_s.arg(path, file.errorString()));
    if (text.size() > maxFile)
        return invalid(u"%1: at most 16 MiB"_s.arg(path));

    static const QRegularExpression host(u"^[a-z0-9_-]+(\\.[a-z0-9_-]+)+$"_s);
    BlockedHosts blocked;
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        const QString entry = QString::fromUtf8(line.split('#').front()).trimmed();
        if (entry.isEmpty())
            continue;
        // Browsers send names of other scripts as IDNA writes them.
        const QString name = QString::fromLatin1(QUrl::toAce(entry)).toLower();
        if (!host.match(name).hasMatch())
            return invalid(u"%1: line %2: expected a host such as spam.example, not '%3'"_s.arg(path).arg(number).arg(entry.left(100)));
        blocked.m_hosts.insert(plainHost(name.toStdString()));
        blocked.m_mostLabels = std::max(blocked.m_mostLabels, int(name.count(u'.')) + 1);
    }
    return blocked;
}

bool BlockedHosts::contains(std::string_view host) const
{
    // From the end of the name on, and no further than an entry goes: a hostile name has a hundred labels.
    std::size_t start = host.size();
    for (int label = 0; label < m_mostLabels && start != 0; ++label) {
        const std::size_t dot = host.rfind('.', start - 1);
        start = dot == host.npos ? 0 : dot;
        if (m_hosts.contains(std::string(host.substr(start == 0 ? 0 : start + 1))))
            return true;
    }
    return false;
}

}
