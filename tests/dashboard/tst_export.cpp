#include "dashboard/charts/timechart.h"
#include "dashboard/export/export.h"
#include "dashboard/export/filename.h"
#include "dashboard/models/breakdownmodel.h"
#include "dashboard/models/rankproxy.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/panelcard.h"
#include "dashboard/widgets/style.h"
#include "tests/dashboard/modeltest.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QVBoxLayout>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(footfall::dashboard::Look)

namespace {

const QDateTime now(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC);
const Look shop {u"shop.example"_s, {Range::Preset::Days7}, "Europe/Berlin"};

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

TimeData day()
{
    TimeData data;
    Series views {u"Views"_s, &Theme::accent, Series::Style::Area, {}};
    for (int hour = 0; hour < 24; ++hour) {
        data.starts += QDateTime(QDate(2025, 11, 15), QTime(hour, 0), Qt::UTC);
        views.values += 100 + hour % 7;
    }
    data.series = {views};
    return data;
}

// A window with a table and a chart.
struct Window {
    Window()
    {
        model.setRows({{u"/a, b"_s, 3}, {u"/=cmd"_s, 20}, {u"=1+1"_s, 1}}, 3);
        model.setWhole(40);
        ranked.setSourceModel(&model);
        ranked.sort(BreakdownModel::Figure, Qt::DescendingOrder);
        auto *table = new BarTable;
        table->setModel(&ranked);
        paths->setBody(table);
        paths->setTable(&ranked);
        auto *chart = new TimeChart;
        chart->setTitle(u"Views and unique users"_s);
        chart->setData(day());
        views->setBody(chart);
        auto *column = new QVBoxLayout(&widget);
        column->addWidget(views);
        column->addWidget(paths);
        widget.resize(900, 600);
        widget.show();
        QCoreApplication::processEvents(); // the layout
        exporter.serve(*paths);
        exporter.serve(*views);
    }

    QWidget widget;
    BreakdownModel model {u"path"_s};
    RankProxy ranked;
    PanelCard *paths = new PanelCard(u"paths"_s, u"Top paths"_s);
    PanelCard *views = new PanelCard(u"views"_s, u"Views and unique users"_s);
    Export exporter {widget, [] { return shop; }, [] { return now; }};
    QTemporaryDir folder;

    // The one that asks where to; one that is closed goes a little later.
    QFileDialog *dialog() const
    {
        for (auto *found : widget.findChildren<QFileDialog *>(u"saveDialog"_s)) {
            if (found->isVisible())
                return found;
        }
        return nullptr;
    }
    void saveAs(const QString &path)
    {
        QFileDialog *dialog = this->dialog();
        QVERIFY(dialog);
        dialog->selectFile(path);
        QMetaObject::invokeMethod(dialog, "accept");
    }
    QString proposed() const
    {
        return QFileInfo(dialog()->selectedFiles().value(0)).fileName();
    }
};

}

class TestExport : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void proposesANameThatEveryFileSystemTakes_data();
    void proposesANameThatEveryFileSystemTakes();
    void savesATableAsItIsRanked();
    void savesAPictureOfTwiceTheSize();
    void copiesTablesAndPictures();
    void aFileThatCannotBeWrittenIsSaidAndNotLeftHalf();
    void aSaveThatIsCancelledDoesNothing();
    void aPanelThatIsGoneIsNotSaved();
    void theWholeWindowIsAPictureOfTwiceTheSize();
    void thePageHasItsChartsAndTextsAsVectors();
    void thePageIsLightAndTheWindowStaysDark();
};

void TestExport::initTestCase()
{
    useEnglish();
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setStyle(new Style); // Fusion alone draws headers as pictures
}

void TestExport::proposesANameThatEveryFileSystemTakes_data()
{
    QTest::addColumn<Look>("look");
    QTest::addColumn<QString>("expected");
    const auto at = [](const QString &site, const Range &range = {Range::Preset::Days7}) { return Look {site, range}; };
    QTest::newRow("plain") << at(u"shop.example"_s) << u"footfall-shop.example-7d-paths.csv"_s;
    QTest::newRow("days") << at(u"shop"_s, Range::of({QDate(2025, 11, 1), QDate(2025, 11, 7)}))
                          << u"footfall-shop-2025-11-01..2025-11-07-paths.csv"_s;
    QTest::newRow("folders") << at(u"../../etc/passwd"_s) << u"footfall-etc-passwd-7d-paths.csv"_s;
    QTest::newRow("Windows") << at(u"C:\\a<b>|?*\"."_s) << u"footfall-C-a-b-7d-paths.csv"_s;
    QTest::newRow("control") << at(u"a\n\u202Eb"_s) << u"footfall-a-b-7d-paths.csv"_s;
    QTest::newRow("other scripts") << at(u"\u043C\u0430\u0433\u0430\u0437\u0438\u043D"_s)
                                   << u"footfall-\u043C\u0430\u0433\u0430\u0437\u0438\u043D-7d-paths.csv"_s;
    QTest::newRow("none") << at({}) << u"footfall-7d-paths.csv"_s;
    QTest::newRow("only signs") << at(u"..."_s) << u"footfall-7d-paths.csv"_s;
    QTest::newRow("long") << at(QString(500, u'x')) << u"footfall-%1-7d-paths.csv"_s.arg(QString(40, u'x'));
    Look filtered = at(u"shop"_s);
    filtered.filter = {u"path"_s, u"/pricing"_s};
    Look wide = at(QString(500, u'\u5E97'), Range::of({QDate(2025, 11, 1), QDate(2025, 11, 7)}));
    wide.filter = {u"path"_s, QString(500, u'\u9801')};
    QTest::newRow("three bytes a letter") << wide << u"footfall-%1-2025-11-01..2025-11-07-%2-paths.csv"_s.arg(QString(21, u'\u5E97'), QString(21, u'\u9801'));
    QTest::newRow("filter") << filtered << u"footfall-shop-7d-pricing-paths.csv"_s;
}

void TestExport::proposesANameThatEveryFileSystemTakes()
{
    QFETCH(Look, look);
    QTEST(fileNameFor(look, u"paths"_s, u"csv"_s), "expected");
    QVERIFY(fileNameFor(look, u"paths"_s, u"csv"_s).toUtf8().size() <= 255); // NAME_MAX of Linux
}

void TestExport::savesATableAsItIsRanked()
{
    Window window;
    QSignalSpy done(&window.exporter, &Export::done);
    emit window.paths->saveCsvWanted();
    QCOMPARE(window.proposed(), u"footfall-shop.example-7d-paths.csv"_s);
    const QString path = window.folder.filePath(u"mine.csv"_s);
    window.saveAs(path);
    QCOMPARE(done.value(0).value(0).toString(), u"Saved as mine.csv"_s);
    QCOMPARE(contents(path), QByteArray("Path,Views,Share\r\n/=cmd,20,0.5\r\n\"/a, b\",3,0.075\r\n'=1+1,1,0.025\r\n"));
}

void TestExport::savesAPictureOfTwiceTheSize()
{
    Window window;
    for (PanelCard *panel : {window.paths, window.views}) {
        emit panel->saveImageWanted();
        const QString path = window.folder.filePath(panel->objectName() + u".png"_s);
        window.saveAs(path);
        const QImage image(path);
        QCOMPARE(image.size(), panel->toImage(2).size());
        QVERIFY(image.width() > 2 * panel->width() - 100);
    }
}

void TestExport::copiesTablesAndPictures()
{
    Window window;
    emit window.paths->copyTableWanted();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"Path\tViews\tShare\n/=cmd\t20\t0.5\n/a, b\t3\t0.075\n'=1+1\t1\t0.025\n"_s);
    emit window.views->copyImageWanted();
    QCOMPARE(QGuiApplication::clipboard()->image().size(), window.views->toImage(2).size());
}

void TestExport::aFileThatCannotBeWrittenIsSaidAndNotLeftHalf()
{
    const QString path = u"/proc/nothing/paths.csv"_s; // root may write anywhere else
    const Window window;
    const auto saved = saveCsv(path, window.ranked);
    QVERIFY(!saved);
    QVERIFY2(saved.error().message.startsWith(u"Cannot write /proc/nothing/paths.csv: "_s), qPrintable(saved.error().message));
    QVERIFY(!savePng(path, window.paths->toImage()));
    QVERIFY(!savePdf(path, *window.paths, shop, now));
    // A picture that cannot be made leaves what was there.
    const QString kept = window.folder.filePath(u"kept.png"_s);
    QVERIFY(savePng(kept, window.paths->toImage()));
    const QByteArray before = contents(kept);
    QVERIFY(!savePng(kept, QImage()));
    QCOMPARE(contents(kept), before);
}

void TestExport::aSaveThatIsCancelledDoesNothing()
{
    Window window;
    QSignalSpy done(&window.exporter, &Export::done);
    emit window.paths->saveCsvWanted();
    window.dialog()->reject();
    QVERIFY(!window.dialog());
    QCOMPARE(done.count(), 0);
}

void TestExport::aPanelThatIsGoneIsNotSaved()
{
    Window window;
    emit window.paths->saveCsvWanted();
    delete window.paths;
    const QString path = window.folder.filePath(u"gone.csv"_s);
    QSignalSpy failed(&window.exporter, &Export::failed);
    window.saveAs(path);
    QCOMPARE(failed.count(), 1);
    QVERIFY(!QFile::exists(path));
}

void TestExport::theWholeWindowIsAPictureOfTwiceTheSize()
{
    Window window;
    window.exporter.saveWindowImage();
    QCOMPARE(window.proposed(), u"footfall-shop.example-7d-window.png"_s);
    const QString path = window.folder.filePath(u"window.png"_s);
    window.saveAs(path);
    QCOMPARE(QImage(path).size(), window.widget.size() * 2);
}

void TestExport::thePageHasItsChartsAndTextsAsVectors()
{
    if (QStandardPaths::findExecutable(u"pdftotext"_s).isEmpty())
        QSKIP("needs poppler-utils");
    Window window;
    const QString path = window.folder.filePath(u"page.pdf"_s);
    QVERIFY(savePdf(path, window.widget, shop, now));
    const auto output = [&](const QString &program, const QStringList &arguments) {
        QProcess process;
        process.start(program, arguments);
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput());
    };
    const QString text = output(u"pdftotext"_s, {u"-layout"_s, path, u"-"_s});
    for (const QString &part : {u"shop.example"_s, u"Last 7 days"_s, u"Europe/Berlin"_s, u"11/15/25"_s, u"Top paths"_s, u"/a, b"_s, u"02:00"_s})
        QVERIFY2(text.contains(part), qPrintable(part + u" is missing in\n"_s + text));
    QCOMPARE(output(u"pdfimages"_s, {u"-list"_s, path}).count(u'\n'), 2); // its heading alone
    QVERIFY(output(u"pdfinfo"_s, {path}).contains(QRegularExpression(u"Pages: +1\n"_s)));
}

void TestExport::thePageIsLightAndTheWindowStaysDark()
{
    Window window;
    window.widget.setPalette(Theme::dark().palette());
    const QString path = window.folder.filePath(u"page.pdf"_s);
    const QImage before = imageOf(window.widget);
    QVERIFY(savePdf(path, window.widget, shop, now));
    QCOMPARE(imageOf(window.widget), before);
    if (QStandardPaths::findExecutable(u"pdftoppm"_s).isEmpty())
        QSKIP("needs poppler-utils");
    QCOMPARE(QProcess::execute(u"pdftoppm"_s, {u"-png"_s, u"-singlefile"_s, u"-r"_s, u"40"_s, path, window.folder.filePath(u"page"_s)}), 0);
    const QImage page(window.folder.filePath(u"page.png"_s));
    qint64 lightness = 0;
    for (int y = 0; y < page.height(); ++y) {
        for (int x = 0; x < page.width(); ++x)
            lightness += qGray(page.pixel(x, y));
    }
    QVERIFY(lightness / (page.width() * page.height()) > 200);
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
