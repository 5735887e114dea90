#include "common/db/connection.h"
#include "common/db/databaseoption.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

namespace {

tl::expected<Options, Options::Exit> parse(const QStringList &arguments, const QString &variable = {})
{
    QProcessEnvironment environment;
    environment.insert(u"FOOTFALL_DATABASE"_s, variable);
    return Options::parse({u"footfall-test"_s, u"Tries."_s, {databaseOption(u"A database"_s)}}, arguments, environment);
}

}

class TestDatabaseOption : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private Q_SLOTS:
    void aPasswordIsRefusedWhereOthersCanReadIt_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("URL") << u"postgresql://me:hunter2@db.example.com/footfall"_s;
        QTest::newRow("URL, its other name") << u"postgres://me:hunter2@db.example.com/footfall"_s;
        QTest::newRow("URL, escaped") << u"postgresql://me:hunter2%40%2F@db.example.com/footfall"_s;
        QTest::newRow("URL, as a parameter") << u"postgresql://db.example.com/footfall?user=me&password=hunter2"_s;
        QTest::newRow("words") << u"host=db.example.com user=me password=hunter2"_s;
        QTest::newRow("words, quoted") << u"host=db.example.com password = 'hunter2 it\\'s'"_s;
        QTest::newRow("of a client's key") << u"host=db.example.com sslkey=k sslpassword=hunter2"_s;
    }

    void aPasswordIsRefusedWhereOthersCanReadIt()
    {
        QFETCH(QString, url);
        const auto refuses = [](const tl::expected<Options, Options::Exit> &parsed, const QString &where) {
            return !parsed && parsed.error().code == 2 && parsed.error().text.contains(where)
                && parsed.error().text.contains(u"FOOTFALL_DATABASE"_s) && parsed.error().text.contains(u"passfile"_s)
                && !parsed.error().text.contains(u"hunter2"_s);
        };
        QVERIFY(refuses(parse({u"--database"_s, url}), u"--database: "_s));
        QVERIFY(refuses(parse({u"--database="_s + url}, url), u"--database: "_s));

        const auto inEnvironment = parse({}, url);
        QVERIFY(inEnvironment);
        QCOMPARE(inEnvironment->text(u"database"_s), url);

        QFile file(m_folder.filePath(u"footfall.ini"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("database = \"" + url.toUtf8().replace('\\', "\\\\") + "\"\n");
        file.close();
        const QStringList config = {u"--config"_s, file.fileName()};
        file.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        QVERIFY(refuses(parse(config), u"database in "_s + file.fileName()));
        file.setPermissions(QFile::ReadOwner);
        const auto inFile = parse(config);
        QVERIFY2(inFile, inFile ? "" : qPrintable(inFile.error().text));
        QCOMPARE(inFile->text(u"database"_s), url);
    }

    void withoutAPasswordAllMayRead_data()
    {
        QTest::addColumn<QString>("url");
        for (const QString &url : {u"dbname=footfall"_s, u"host=/run/postgresql dbname=footfall user=footfall_stats"_s,
                 u"postgresql://me@db.example.com:5432,other:5433/footfall?sslmode=verify-full"_s, u"service=footfall"_s,
                 u"postgresql://db.example.com/footfall?user=me@tenant"_s, u"host=h passfile=/etc/footfall/pgpass"_s, u" "_s})
            QTest::newRow(qPrintable(url)) << url;
    }

    void withoutAPasswordAllMayRead()
    {
        QFETCH(QString, url);
        const auto parsed = parse({u"--database"_s, url});
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().text));
    }

    void whatIsNoConnectionStringIsRefused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("word");
        const auto row = [](const QString &url, const QString &word) { QTest::newRow(qPrintable(url)) << url << word; };
        row(u"footfall"_s, u"missing \"=\""_s);
        row(u"hots=h"_s, u"hots"_s);
        // None of these shows what may be a part of a password.
        row(u"host=h password=hunter1 hunter2"_s, u"not a libpq connection string"_s);
        row(u"host=h Password=hunter2"_s, u"not a libpq connection string"_s);
        row(u"postgresql://me:hunter1@hunter2@h/db"_s, u"%40"_s);
        row(u"postgresql://me:hunter1/hunter2@h/db"_s, u"%2F"_s);
        row(u"postgresql://me:hunter1?hunter/2@h/db"_s, u"not a libpq connection string"_s);
        row(u"postgresql://me:hunter%2@h/db"_s, u"not a libpq connection string"_s);
    }

    void whatIsNoConnectionStringIsRefused()
    {
        QFETCH(QString, url);
        QFETCH(QString, word);
        const auto parsed = parse({}, url);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, 2);
        QVERIFY2(parsed.error().text.contains(word), qPrintable(parsed.error().text));
        QVERIFY2(!parsed.error().text.contains(u"hunter"_s), qPrintable(parsed.error().text));
        const auto opened = Connection(url).open();
        QVERIFY(!opened);
        QVERIFY2(!opened.error().message.contains(u"hunter"_s), qPrintable(opened.error().message));
    }

    // As a managed PostgreSQL with a standby has it.
    void severalHostsHaveAPortEach()
    {
        const auto opened = Connection(u"host=/nonexistent/a,/nonexistent/b port=1111,2222"_s).open();
        QVERIFY(!opened);
        for (const QString &socket : {u"a/.s.PGSQL.1111"_s, u"b/.s.PGSQL.2222"_s})
            QVERIFY2(opened.error().message.contains(socket), qPrintable(opened.error().message));
    }

    // Whatever libpq quotes of the rest.
    void errorsNeverShowAPassword()
    {
        for (const QString &url : {u"host=127.0.0.1 port=1 user=me password=hunter2"_s, u"host=/nonexistent/hunter2 password=hunter2"_s,
                 u"postgresql://me:hunter2@127.0.0.1:1/hunter2"_s}) {
            const auto opened = Connection(url).open();
            QVERIFY(!opened);
            QVERIFY(!opened.error().message.isEmpty());
            QVERIFY2(!opened.error().message.contains(u"hunter2"_s), qPrintable(opened.error().message));
        }
    }
};

QTEST_GUILESS_MAIN(TestDatabaseOption)
#include "tst_databaseoption.moc"
