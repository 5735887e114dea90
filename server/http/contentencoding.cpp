#include "server/http/contentencoding.h"

#include <zlib.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// Of inflateInit2(): the largest window, and what stands around the data.
constexpr int gzipWindow = MAX_WBITS + 16;
constexpr int zlibWindow = MAX_WBITS;
constexpr int rawWindow = -MAX_WBITS;

class Inflater {
public:
    Inflater(const QByteArray &body, int window)
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(body.constData()));
        m_stream.avail_in = uInt(body.size());
        if (inflateInit2(&m_stream, window) != Z_OK)
            qFatal("zlib has no memory");
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    enum class Outcome { Whole, TooLarge, Broken };

    // Appends all of it to `out`, up to `limit` bytes.
    Outcome run(QByteArray &out, qint64 limit)
    {
        for (;;) {
            const qsizetype done = out.size();
            const qsizetype room = std::min<qsizetype>(limit + 1 - done, std::max<qsizetype>(4 * done, 64 << 10));
            out.resize(done + room);
            m_stream.next_out = reinterpret_cast<Bytef *>(out.data() + done);
            m_stream.avail_out = uInt(room);
            const int code = inflate(&m_stream, Z_NO_FLUSH);
            out.resize(out.size() - qsizetype(m_stream.avail_out));
            if (out.size() > limit)
                return Outcome::TooLarge;
            if (code == Z_STREAM_END && m_stream.avail_in == 0)
                return Outcome::Whole;
            if (code == Z_STREAM_END) // another member
                inflateReset(&m_stream);
            else if (code != Z_OK || (m_stream.avail_in == 0 && m_stream.avail_out != 0))
                return Outcome::Broken;
        }
    }

private:
    z_stream m_stream {};
};

bool hasZlibHeader(const QByteArray &body) // RFC 1950, 2.2
{
    return body.size() >= 2 && (body[0] & 0x0f) == Z_DEFLATED && (uchar(body[0]) * 256 + uchar(body[1])) % 31 == 0;
}

}

tl::expected<QByteArray, Answer> decodeBody(const QByteArray &body, const QByteArray &encoding, qint64 limit)
{
    const bool isGzip = encoding == "gzip" || encoding == "x-gzip";
    if (encoding == "identity")
        return body;
    if (!isGzip && encoding != "deflate") {
        Answer answer = Answer::error(415, u"Content-Encoding: expected gzip or deflate, not %1"_s.arg(QString::fromLatin1(encoding)));
        answer.headers = "Accept-Encoding: gzip, deflate\r\n";
        return tl::unexpected(answer);
    }
    QByteArray decoded;
    switch (Inflater(body, isGzip ? gzipWindow : hasZlibHeader(body) ? zlibWindow : rawWindow).run(decoded, limit)) {
    case Inflater::Outcome::Whole:
        return decoded;
    case Inflater::Outcome::TooLarge:
        return tl::unexpected(Answer::tooLarge(limit));
    case Inflater::Outcome::Broken:
        break;
    }
    return tl::unexpected(Answer::error(400, u"Content-Encoding: the body is not %1, or is cut short"_s.arg(QString::fromLatin1(encoding))));
}

}
