#include "server/spool/logcheck.h"

#include <QFile>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr qint64 headBytes = 32;
constexpr qint64 frameHeadBytes = 24;

struct Checksum {
    quint32 first = 0;
    quint32 second = 0;
    bool operator==(const Checksum &) const = default;

    void add(const uchar *bytes, qint64 size, bool bigEndian)
    {
        for (const uchar *at = bytes; at < bytes + size; at += 8) {
            first += word(at, bigEndian) + second;
            second += word(at + 4, bigEndian) + first;
        }
    }
    static quint32 word(const uchar *at, bool bigEndian)
    {
        return bigEndian ? qFromBigEndian<quint32>(at) : qFromLittleEndian<quint32>(at);
    }
};

quint32 number(const uchar *at)
{
    return qFromBigEndian<quint32>(at);
}

Checksum checksumAt(const uchar *at)
{
    return {number(at), number(at + 4)};
}

}

QString damageInLog(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || file.size() <= headBytes + frameHeadBytes)
        return {};
    const uchar *log = file.map(0, file.size());
    if (!log)
        return u"its log cannot be read: "_s + file.errorString();

    const bool bigEndian = number(log) & 1;
    const qint64 pageBytes = number(log + 8);
    Checksum sum;
    sum.add(log, 24, bigEndian);
    if ((number(log) & ~1u) != 0x377f0682 || sum != checksumAt(log + 24) || pageBytes < 512 || pageBytes > 65536
        || pageBytes % 8 != 0)
        return u"the head of its log is unreadable"_s;

    qint64 damagedAt = -1;
    for (qint64 at = headBytes; at + frameHeadBytes + pageBytes <= file.size(); at += frameHeadBytes + pageBytes) {
        const uchar *frame = log + at;
        sum.add(frame, 8, bigEndian);
        sum.add(frame + frameHeadBytes, pageBytes, bigEndian);
        const Checksum written = checksumAt(frame + 16);
        const bool isOfThisLog = memcmp(frame + 8, log + 16, 8) == 0; // the salts; else an older one's
        const bool isWhole = isOfThisLog && sum == written;
        if (!isWhole && damagedAt < 0)
            damagedAt = at;
        const bool isCommit = number(frame + 4) != 0;
        if (isWhole && isCommit && damagedAt >= 0)
            return u"its log is damaged at byte %1, and goes on behind that"_s.arg(damagedAt);
        sum = written; // what the next one was made with
    }
    return {};
}

}
