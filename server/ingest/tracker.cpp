#include "server/ingest/tracker.h"

#include "server/http/conditional.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

QByteArray read(const QString &name)
{
    QFile file(u":/tracker/"_s + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    return file.readAll();
}

}

Answer trackerAnswer(const Request &request)
{
    static const QByteArray script = read(u"f.js"_s);
    static const QByteArray compressed = read(u"f.js.gz"_s);
    const bool isGzip = request.acceptsGzip();
    // Other origins' pages load it, those too that ask for isolation (COEP).
    return conditional({200, isGzip ? compressed : script, "text/javascript; charset=utf-8",
                           isGzip ? "Content-Encoding: gzip\r\n" : ""}, request.ifNoneMatch,
        "Vary: Accept-Encoding\r\n"
        "Cache-Control: public, max-age=3600, stale-while-revalidate=86400\r\n"
        "Cross-Origin-Resource-Policy: cross-origin\r\n");
}

}
