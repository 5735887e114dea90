#include "server/ingest/tracker.h"

#include "server/http/conditional.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

QByteArray readScript()
{
    QFile file(u":/tracker/f.js"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s cannot be read", qPrintable(file.fileName()));
    return file.readAll();
}

}

Answer trackerAnswer(const Request &request)
{
    static const QByteArray script = readScript();
    // Other origins' pages load it, those too that ask for isolation (COEP).
    return conditional({200, script, "text/javascript; charset=utf-8"}, request.ifNoneMatch,
        "Cache-Control: public, max-age=3600, stale-while-revalidate=86400\r\n"
        "Cross-Origin-Resource-Policy: cross-origin\r\n");
}

}
