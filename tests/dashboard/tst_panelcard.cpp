#include "dashboard/charts/timechart.h"
#include "dashboard/models/minutesmodel.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/panelcard.h"
#include "tests/dashboard/modeltest.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStyle>
#include <QTest>
#include <QToolButton>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime start(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC);

// `count` minutes from `first` on, each with as many views as its place in the day.
QList<Realtime::Minute> minutes(int first, int count)
{
    QList<Realtime::Minute> minutes;
    for (int i = first; i < first + count; ++i)
        minutes += {start.addSecs(60 * i), 1000 + i};
    return minutes;
}

// A panel of a chart and its table, in a window.
struct Case {
    MinutesModel model;
    QWidget window;
    PanelCard panel {u"minutes"_s, u"Views a minute"_s, &window};
    TimeChart *chart = new TimeChart;

    Case()
    {
        model.setMinutes(minutes(0, 30));
        panel.setBody(chart);
        panel.setTable(&model);
        window.resize(600, 260);
        panel.resize(600, 260);
        window.show();
        window.activateWindow();
    }
    QAction *entry() const { return panel.findChild<QAction *>(u"showTable"_s); }
    BarTable *table() const { return panel.findChild<BarTable *>(u"minutesTable"_s); }
    QString topRow() const { return table()->indexAt(QPoint(0, 0)).data().toString(); }
};

}

class TestPanelCard : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void asksForWhatItsMenuSays_data();
    void asksForWhatItsMenuSays();
    void hasNoTableToCopyWithoutOne();
    void isReachedByTheKeyboardAndHasAName();
    void aLongTitleDoesNotMakeItWide();
    void itsPictureIsSharpAndWithoutTheMenu();
    void aChartGivesWayToItsTable();
    void onlyAChartHasATableInItsPlace();
    void aKeyNeedsNoMouse();
    void whatIsLookedAtStaysWhereItIs();
    void aTableLooksAsOldAsItsChart();
    void isMirrored();
};

void TestPanelCard::asksForWhatItsMenuSays_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QByteArray>("wanted");
    QTest::newRow("copy the table") << u"copyTable"_s << QByteArray(SIGNAL(copyTableWanted()));
    QTest::newRow("copy the picture") << u"copyImage"_s << QByteArray(SIGNAL(copyImageWanted()));
    QTest::newRow("save the table") << u"saveCsv"_s << QByteArray(SIGNAL(saveCsvWanted()));
    QTest::newRow("save the picture") << u"saveImage"_s << QByteArray(SIGNAL(saveImageWanted()));
}

void TestPanelCard::asksForWhatItsMenuSays()
{
    QFETCH(QString, action);
    QFETCH(QByteArray, wanted);
    MinutesModel table;
    PanelCard panel(u"minutes"_s, u"Views a minute"_s);
    panel.setTable(&table);
    QSignalSpy spy(&panel, wanted.constData());
    panel.findChild<QAction *>(action)->trigger();
    QCOMPARE(spy.count(), 1);
}

void TestPanelCard::hasNoTableToCopyWithoutOne()
{
    MinutesModel table;
    PanelCard panel(u"minutes"_s, u"Views a minute"_s);
    panel.setTable(&table);
    panel.setTable(nullptr);
    QVERIFY(!panel.findChild<QAction *>(u"copyTable"_s));
    QVERIFY(!panel.findChild<QAction *>(u"saveCsv"_s));
    QVERIFY(panel.findChild<QAction *>(u"saveImage"_s));
}

void TestPanelCard::isReachedByTheKeyboardAndHasAName()
{
    PanelCard panel(u"minutes"_s, u"Views a minute"_s);
    auto *button = panel.findChild<QToolButton *>(u"panelMenu"_s);
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    QCOMPARE(button->accessibleName(), u"Copy or save: Views a minute"_s);
    QCOMPARE(panel.accessibleName(), u"Views a minute"_s);
    panel.show();
    panel.activateWindow();
    button->setFocus();
    QTRY_VERIFY(button->hasFocus());
    bool wasOpen = false;
    connect(button->menu(), &QMenu::aboutToShow, button->menu(), [&] {
        wasOpen = true;
        QMetaObject::invokeMethod(button->menu(), &QMenu::close, Qt::QueuedConnection);
    });
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(wasOpen);
}

void TestPanelCard::aLongTitleDoesNotMakeItWide()
{
    PanelCard panel(u"long"_s, QString(500, u'W'));
    panel.setNote(QString(500, u'W'));
    panel.setBody(new QWidget);
    QVERIFY(panel.minimumSizeHint().width() < 120);
}

void TestPanelCard::itsPictureIsSharpAndWithoutTheMenu()
{
    PanelCard panel(u"text"_s, u"Title"_s);
    panel.setBody(new QLabel(u"body"_s));
    panel.resize(300, 120);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const QImage image = panel.toImage(2);
    QCOMPARE(image.width(), 600);
    QCOMPARE(image.devicePixelRatio(), 2.0);
    const QRect menu = panel.findChild<QToolButton *>(u"panelMenu"_s)->geometry();
    const auto colors = [&](const QRect &part) {
        QSet<QRgb> found;
        for (int y = part.top() * 2; y <= part.bottom() * 2; ++y) {
            for (int x = part.left() * 2; x <= part.right() * 2; ++x)
                found += image.pixel(x, y);
        }
        return found.size();
    };
    QCOMPARE(colors(menu), 1);
    QVERIFY(colors(panel.body()->geometry()) > 1);
    QVERIFY(colors(panel.findChild<QLabel *>()->geometry()) > 1); // the title

    auto *chart = new TimeChart;
    panel.setBody(chart);
    QCOMPARE(panel.toImage(2).size(), chart->toImage(2).size());
}

void TestPanelCard::aChartGivesWayToItsTable()
{
    Case c;
    QVERIFY(QTest::qWaitForWindowExposed(&c.window));
    const QSize before = c.chart->size();
    QCOMPARE(c.entry()->text(), u"Show as table"_s);
    c.entry()->trigger();
    QCOMPARE(c.entry()->text(), u"Show as chart"_s);
    QVERIFY(!c.chart->isVisible() && c.table()->isVisible());
    QCOMPARE(c.table()->accessibleName(), u"Views a minute, as a table"_s);
    QTRY_COMPARE(c.table()->size(), before);

    const QAbstractItemModel *shown = c.table()->model();
    QCOMPARE(shown->rowCount(), c.model.rowCount());
    for (int row = 0; row < shown->rowCount(); ++row) // the newest first
        QCOMPARE(shownRow(*shown, row), shownRow(c.model, c.model.rowCount() - 1 - row));
    QCOMPARE(shownRow(*shown, 0), u"10:29|1,029"_s);
    QVERIFY(shown->index(0, 1).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    QCOMPARE(c.panel.toImage(1).width(), c.panel.width()); // the picture is of the table
    c.table()->sortByColumn(1, Qt::AscendingOrder);
    QCOMPARE(shownRow(*shown, 0), u"10:00|1,000"_s);

    c.entry()->trigger();
    QVERIFY(c.chart->isVisible());
    QVERIFY(!c.table()); // costs nothing
    QCOMPARE(c.panel.toImage(1).size(), c.chart->toImage(1).size());
    QCOMPARE(c.entry()->text(), u"Show as table"_s);
}

void TestPanelCard::onlyAChartHasATableInItsPlace()
{
    MinutesModel model;
    PanelCard panel(u"minutes"_s, u"Views a minute"_s);
    panel.setTable(&model);
    panel.setBody(new BarTable);
    QVERIFY(!panel.canShowTable());
    QVERIFY(!panel.findChild<QAction *>(u"showTable"_s));
    panel.setBody(new TimeChart);
    QVERIFY(panel.findChild<QAction *>(u"showTable"_s));
    panel.showTable(true);
    panel.setTable(nullptr);
    QVERIFY(!panel.showsTable());
}

void TestPanelCard::aKeyNeedsNoMouse()
{
    Case c;
    PanelCard other(u"other"_s, u"Other"_s, &c.window);
    MinutesModel model;
    other.setBody(new TimeChart);
    other.setTable(&model);
    other.show();
    QVERIFY(QTest::qWaitForWindowActive(&c.window));
    PanelCard::switchTable(c.window);
    QVERIFY(c.panel.showsTable() && !other.showsTable());
    QTRY_VERIFY(c.table()->hasFocus());
    QTest::keyClick(c.table(), Qt::Key_Down);
    QTest::keyClick(c.table(), Qt::Key_Down);
    QTest::keySequence(c.table(), QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"2025-11-15T10:27:00+00:00\t1027"_s);
    PanelCard::switchTable(c.window);
    QTRY_VERIFY(c.chart->hasFocus());
    other.body()->setFocus();
    PanelCard::switchTable(c.window);
    QVERIFY(other.showsTable() && !c.panel.showsTable());
}

void TestPanelCard::whatIsLookedAtStaysWhereItIs()
{
    Case c;
    c.panel.showTable(true);
    QVERIFY(QTest::qWaitForWindowExposed(&c.window));
    QTRY_VERIFY(c.table()->verticalScrollBar()->maximum() > 8);
    c.table()->setCurrentIndex(c.table()->model()->index(7, 0));
    c.table()->verticalScrollBar()->setValue(5);
    QTRY_COMPARE(c.topRow(), u"10:24"_s);
    for (int minute = 1; minute <= 3; ++minute) {
        c.model.setMinutes(minutes(minute, 30));
        QCOMPARE(c.topRow(), u"10:24"_s);
        QCOMPARE(c.table()->currentIndex().data().toString(), u"10:22"_s);
        QVERIFY(c.table()->selectionModel()->isRowSelected(c.table()->currentIndex().row()));
    }
    // Who looks at the newest goes on doing so.
    c.table()->verticalScrollBar()->setValue(0);
    c.model.setMinutes(minutes(4, 30));
    QTRY_COMPARE(c.topRow(), u"10:33"_s);
}

void TestPanelCard::aTableLooksAsOldAsItsChart()
{
    Case c;
    c.panel.setTableStale(true);
    c.panel.showTable(true);
    QVERIFY(c.table()->isStale());
    c.panel.setTableStale(false);
    QVERIFY(!c.table()->isStale());
    c.model.setMinutes({});
    const QImage silent = c.table()->grab().toImage();
    c.panel.setTableEmptyText(u"Nothing"_s);
    QVERIFY(c.table()->grab().toImage() != silent);
}

// A title is as far from its edge in both directions, and the menu from the other.
void TestPanelCard::isMirrored()
{
    Case c;
    QVERIFY(QTest::qWaitForWindowExposed(&c.window));
    const auto *title = c.panel.findChild<QLabel *>();
    const auto *menu = c.panel.findChild<QToolButton *>(u"panelMenu"_s);
    const auto mirrored = [&](const QRect &rect) { return QStyle::visualRect(Qt::RightToLeft, c.panel.rect(), rect); };
    const QRect titleBefore = title->geometry();
    const QRect menuBefore = menu->geometry();
    const QRect bodyBefore = c.chart->geometry();
    QCOMPARE(titleBefore.left(), Card::padding);
    c.window.setLayoutDirection(Qt::RightToLeft);
    QTRY_COMPARE(title->geometry(), mirrored(titleBefore));
    QCOMPARE(menu->geometry(), mirrored(menuBefore));
    QCOMPARE(c.chart->geometry(), mirrored(bodyBefore));
    QCOMPARE(title->alignment() & Qt::AlignHorizontal_Mask, Qt::AlignRight | Qt::AlignAbsolute);
}

QTEST_MAIN(TestPanelCard)
#include "tst_panelcard.moc"
