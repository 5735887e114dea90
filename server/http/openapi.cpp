#include "server/http/openapi.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace footfall::server {

Answer openApi()
{
    QFile file(u":/openapi.yaml"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("openapi.yaml is not compiled in");
    return {200, file.readAll(), "application/yaml"};
}

}
