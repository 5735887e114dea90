#include "common/logging.h"

#include <QDateTime>

#include <cstdio>
#include <cstdlib>

namespace footfall {

namespace {

const char *levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg: return "debug";
    case QtInfoMsg: return "info";
    case QtWarningMsg: return "warning";
    case QtCriticalMsg: return "error";
    case QtFatalMsg: return "fatal";
    }
    return "";
}

void writeLine(QtMsgType type, const QMessageLogContext &, const QString &message)
{
    QString text = message;
    text.replace(u'\n', u' '); // one message, one line: nobody can forge a second
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8() + ' '
        + levelName(type) + ' ' + text.toUtf8() + '\n';
    std::fwrite(line.constData(), 1, size_t(line.size()), stderr);
    if (type == QtFatalMsg)
        std::abort();
}

}

void setUpLogging()
{
    qInstallMessageHandler(writeLine);
}

}
