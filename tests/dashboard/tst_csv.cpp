#include "dashboard/models/csv.h"

#include "dashboard/models/breakdownmodel.h"
#include "dashboard/models/rankproxy.h"
#include "dashboard/models/sitesmodel.h"
#include "dashboard/models/timeseriesmodel.h"
#include "dashboard/models/workersmodel.h"
#include "tests/dashboard/modeltest.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestCsv : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void writesPlainNumbersInTheOrderShown();
    void cells_data();
    void cells();
    void whatIsNotKnownIsEmpty();
    void everyModelCanBeExported();
    void anEmptyTableHasItsHeaders();
    void theClipboardHasACellACell();
};

void TestCsv::writesPlainNumbersInTheOrderShown()
{
    BreakdownModel model(u"country"_s);
    model.setWhole(4'000'000);
    model.setRows({{u"DE"_s, 1'000'000}, {u"FR"_s, 3'000'000}}, 2);
    RankProxy ranked;
    ranked.setSourceModel(&model);
    ranked.sort(BreakdownModel::Figure, Qt::DescendingOrder);
    QCOMPARE(toCsv(ranked), QByteArray("Country,Views,Share\r\nFR,3000000,0.75\r\nDE,1000000,0.25\r\n"));
    ranked.setSearch(u"germany"_s);
    QCOMPARE(toCsv(ranked), QByteArray("Country,Views,Share\r\nDE,1000000,0.25\r\n"));
}

void TestCsv::cells_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("plain") << u"/a b;c"_s << QByteArray("/a b;c");
    QTest::newRow("comma") << u"/a,b"_s << QByteArray("\"/a,b\"");
    QTest::newRow("quote") << u"/a\"b"_s << QByteArray("\"/a\"\"b\"");
    QTest::newRow("lines") << u"/a\r\nb"_s << QByteArray("\"/a\r\nb\"");
    QTest::newRow("formula") << u"=1+1"_s << QByteArray("'=1+1");
    QTest::newRow("formula with a comma") << u"=HYPERLINK(\"x\",1)"_s << QByteArray("\"'=HYPERLINK(\"\"x\"\",1)\"");
    for (const char *start : {"+", "-", "@", "\t"})
        QTest::newRow(qPrintable(u"begins with %1"_s.arg(int(*start)))) << QString::fromLatin1(start) + u'x' << "'" + QByteArray(start) + "x";
    QTest::newRow("begins with a CR") << u"\rx"_s << QByteArray("\"'\rx\"");
    QTest::newRow("UTF-8") << u"/\u00E9\u05D0"_s << QByteArray("/\xC3\xA9\xD7\x90");
    QTest::newRow("long") << longPath << longPath.toUtf8();
}

void TestCsv::cells()
{
    QFETCH(QString, value);
    QFETCH(QByteArray, cell);
    BreakdownModel model(u"path"_s);
    model.setRows({{value, 1}}, 1);
    QCOMPARE(toCsv(model), "Path,Views,Share\r\n" + cell + ",1,\r\n");
}

void TestCsv::whatIsNotKnownIsEmpty()
{
    TimeseriesModel model;
    const QDateTime time(QDate(2025, 11, 1), QTime(0, 0), Qt::UTC);
    model.setSeries({u"s"_s, {}, {}, "UTC", u"day"_s, {{time, 3, {}, {}}, {time.addDays(1), 0, 0, {}}}}, time.addDays(1));
    QCOMPARE(toCsv(model), QByteArray("Time,Views,Unique users\r\n2025-11-01T00:00:00Z,3,\r\n2025-11-02T00:00:00Z,0,0\r\n"));
}

void TestCsv::everyModelCanBeExported()
{
    SitesModel sites;
    sites.setSites({{u"-s"_s, {}, 12'345, 2}});
    QCOMPARE(toCsv(sites), QByteArray("Sites today,Views,Users\r\n'-s,12345,2\r\n"));
    WorkersModel workers;
    workers.setWorkers({{u"w"_s, u"idle"_s, QDateTime(QDate(2025, 11, 1), QTime(1, 2, 3, 4), Qt::UTC), 1234.5, 8.25}, {u"x"_s, u"stale"_s, {}, 0, 0}});
    QCOMPARE(toCsv(workers), QByteArray("Worker,State,Last commit,Events/s,Commit\r\n"
                                        "w,idle,2025-11-01T01:02:03.004Z,1234.5,8.25\r\nx,stale,,0,\r\n"));
}

void TestCsv::anEmptyTableHasItsHeaders()
{
    QCOMPARE(toCsv(BreakdownModel(u"path"_s)), QByteArray("Path,Views,Share\r\n"));
    QCOMPARE(toTsv(BreakdownModel(u"path"_s)), u"Path\tViews\tShare\n"_s);
}

void TestCsv::theClipboardHasACellACell()
{
    BreakdownModel model(u"path"_s);
    model.setRows({{u"\"a"_s, 3}, {u"/a\tb\nc"_s, 1}, {u"=1"_s, 2}}, 3);
    QCOMPARE(toTsv(model), u"Path\tViews\tShare\n\"\"\"a\"\t3\t\n/a b c\t1\t\n'=1\t2\t\n"_s);
}

QTEST_GUILESS_MAIN(TestCsv)
#include "tst_csv.moc"
