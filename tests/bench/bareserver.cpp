// A QHttpServer that gives POST /event the answer that Footfall gives, and keeps nothing: what its limit is.
// `footfall-bareserver PORT`, on 127.0.0.1, until it is killed.
#include <QCoreApplication>
#include <QHttpServer>

#include <cstdlib>

using namespace Qt::StringLiterals;

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QHttpServer server;
    server.route(u"/event"_s, QHttpServerRequest::Method::Post,
        [] { return QHttpServerResponse("application/json"_ba, R"({"status":"accepted"})"_ba); });
    const quint16 port = argc > 1 ? quint16(std::atoi(argv[1])) : 0;
    if (port == 0 || server.listen(QHostAddress::LocalHost, port) != port)
        return 1;
    return app.exec();
}
