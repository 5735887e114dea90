#pragma once

#include <QByteArray>

#include <zlib.h>

namespace footfall {

// `window`: MAX_WBITS + 16 for gzip, MAX_WBITS for zlib, -MAX_WBITS for neither's header.
inline QByteArray compressed(const QByteArray &bytes, int window)
{
    z_stream stream {};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, MAX_MEM_LEVEL, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&stream, uLong(bytes.size()))), '\0');
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(bytes.constData()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return out;
}

inline QByteArray gzipped(const QByteArray &bytes)
{
    return compressed(bytes, MAX_WBITS + 16);
}

}
