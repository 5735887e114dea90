#pragma once

#include <QHash>
#include <QTcpServer>
#include <QUrl>

namespace footfall {

// The website under test: answers a GET of any path with that path's page (a script, if the path ends
// in .js), else with an empty one.
class PageServer : public QTcpServer {
public:
    PageServer();

    // "localhost" is another host than 127.0.0.1 to a browser, and every port another origin.
    QUrl url(const QString &pathAndQuery = {}, const QString &host = QStringLiteral("localhost")) const;
    void setPage(const QByteArray &path, const QByteArray &html) { m_pages.insert(path, html); }

private:
    QHash<QByteArray, QByteArray> m_pages;
};

}
