#include "cli/identity.h"
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QDir>
#include <QTest>

#include <unistd.h>

using namespace footfall;
using namespace Qt::StringLiterals;

// Who may do what, on a whole Footfall that has been told to be strict.
class TestAccess : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void figuresWantTheToken();
    void theTokenShowsNowhere();

private:
    Stack m_stack;
};

namespace {

constexpr char token[] = "correct-horse-battery-staple";

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// A file for those only whom the server runs as.
QString tokenFile(const QString &folder)
{
    QFile file(folder + u"/token"_s);
    const auto identity = Identity::ofChildren({});
    if (!file.open(QIODevice::WriteOnly) || file.write(token) < 0 || !file.setPermissions(QFile::ReadOwner) || !identity
        || fchown(file.handle(), identity->uid, identity->gid) != 0)
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

}

void TestAccess::initTestCase()
{
    m_stack.setArguments({u"--stats-token-file"_s, tokenFile(m_stack.dataDirectory())});
    QVERIFY(m_stack.start());
}

void TestAccess::figuresWantTheToken()
{
    const QUrl url = m_stack.statsUrl(u"/stats?site_id=s"_s);
    QCOMPARE(get(url).status, 401);
    QCOMPARE(get(url).headers.value("www-authenticate"), QByteArray("Bearer realm=\"footfall\""));
    QCOMPARE(get(url, {{"Authorization", "Bearer another-token-of-16"}}).status, 401);
    const HttpAnswer answer = get(url, {{"Authorization", "Bearer " + QByteArray(token)}});
    QCOMPARE(answer.status, 200);
    QCOMPARE(json(answer)[u"site_id"].toString(), u"s"_s);
    QCOMPARE(get(m_stack.statsUrl(u"/health"_s)).status, 200);
}

void TestAccess::theTokenShowsNowhere()
{
    const QString processes = u"/proc/%1/cmdline"_s;
    for (const QString &name : {u"up"_s, u"server"_s})
        QVERIFY(!contentOf(processes.arg(m_stack.pid(name))).contains(token));
    const QDir logs(m_stack.dataDirectory() + u"/log"_s);
    QVERIFY(logs.exists(u"server.log"_s));
    for (const QString &name : logs.entryList(QDir::Files))
        QVERIFY2(!contentOf(logs.filePath(name)).contains(token), qPrintable(name));
}

QTEST_GUILESS_MAIN(TestAccess)
#include "tst_access.moc"
