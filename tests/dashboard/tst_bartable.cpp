#include "dashboard/models/breakdownmodel.h"
#include "dashboard/models/rankproxy.h"
#include "dashboard/widgets/bartable.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestBarTable : public QObject {
    Q_OBJECT
private slots:
    void aLongPathDoesNotPushTheNumbersOut();
    void theShareGivesWayToTheText();
    void drawsAnyText();
    void copiesTheCurrentRow();
    void choosesByClickAndByReturn();
    void sortsByItsHeader();
    void selectionAndScrollSurviveAPoll();
};

void TestBarTable::aLongPathDoesNotPushTheNumbersOut()
{
    BreakdownModel model(u"path"_s);
    BarTable table;
    table.setModel(&model);
    table.resize(500, 300);
    table.show();
    model.setPaths({{u'/' + QString(2047, u'x'), 1234567}});
    QTRY_COMPARE(table.horizontalHeader()->length(), table.viewport()->width());
    QVERIFY(table.columnWidth(BreakdownModel::Figure) > table.fontMetrics().horizontalAdvance(u"1,234,567"_s));
    QVERIFY(!table.horizontalScrollBar()->isVisible());
}

void TestBarTable::theShareGivesWayToTheText()
{
    BreakdownModel model(u"path"_s);
    model.setWhole(2000);
    BarTable table;
    table.setModel(&model);
    table.resize(160, 300);
    table.show();
    model.setPaths({{u"/products"_s, 1234}});
    QVERIFY(table.isColumnHidden(BreakdownModel::Share));
    QCOMPARE(table.horizontalHeader()->length(), table.viewport()->width());
    table.resize(300, 300);
    QTRY_VERIFY(!table.isColumnHidden(BreakdownModel::Share));
    QVERIFY(table.columnWidth(BreakdownModel::Share) >= table.fontMetrics().horizontalAdvance(u"62%"_s));
    QVERIFY(!table.horizontalScrollBar()->isVisible());
}

void TestBarTable::drawsAnyText()
{
    BreakdownModel model(u"path"_s);
    BarTable table;
    table.setModel(&model);
    table.setEmptyText(u"No views with a path"_s);
    table.resize(400, 300);
    QVERIFY(!table.grab().isNull());
    model.setPaths({{QString(), 9}, {u"/\u0645\u0642\u0627\u0644\u0627\u062A/\u05D3\u05E3"_s, 8}, {u"/\u202E\n"_s, 7},
                       {QString(QChar(0xD800)), 6}, {QString(2048, u'/'), 0}});
    for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        table.setLayoutDirection(direction);
        table.selectRow(1);
        QVERIFY(!table.grab().isNull());
    }
    table.resize(40, 40);
    QVERIFY(!table.grab().isNull());
}

void TestBarTable::copiesTheCurrentRow()
{
    BreakdownModel model(u"path"_s);
    model.setPaths({{u"/a"_s, 2}, {u"/b"_s, 1}});
    BarTable table;
    table.setModel(&model);
    QSignalSpy copied(&table, &BarTable::copied);
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(copied.size(), 0);
    table.setCurrentIndex(model.index(1, 0));
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(copied.size(), 1);
    QCOMPARE(copied[0][0].toModelIndex().row(), 1);
}

void TestBarTable::choosesByClickAndByReturn()
{
    BreakdownModel model(u"path"_s);
    model.setPaths({{u"/a"_s, 2}, {u"/b"_s, 1}});
    BarTable table;
    table.setModel(&model);
    table.resize(300, 200);
    table.show();
    QSignalSpy chosen(&table, &BarTable::chosen);
    QSignalSpy copied(&table, &BarTable::copied);
    const QPoint second = table.visualRect(model.index(1, 1)).center();
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, second);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toModelIndex().row(), 1);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, Qt::ControlModifier, second);
    QCOMPARE(copied.size(), 1);
    QTest::mouseClick(table.viewport(), Qt::RightButton, {}, second);
    QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, QPoint(5, 190)); // beneath the rows
    QTest::mousePress(table.viewport(), Qt::LeftButton, {}, second); // and let go elsewhere
    QTest::mouseRelease(table.viewport(), Qt::LeftButton, {}, table.visualRect(model.index(0, 0)).center());
    QCOMPARE(chosen.size(), 1);
    QTest::keyClick(&table, Qt::Key_Return);
    QCOMPARE(chosen.size(), 2);
}

void TestBarTable::sortsByItsHeader()
{
    BreakdownModel model(u"path"_s);
    model.setPaths({{u"/a"_s, 1}, {u"/b"_s, 3}, {u"/c"_s, 2}});
    RankProxy rows;
    rows.setSourceModel(&model);
    BarTable table;
    table.setModel(&rows);
    table.setSortable(BreakdownModel::Figure, Qt::DescendingOrder);
    table.resize(300, 200);
    table.show();
    const auto order = [&] {
        QString text;
        for (int row = 0; row < rows.rowCount(); ++row)
            text += rows.index(row, 0).data().toString();
        return text;
    };
    QCOMPARE(order(), u"/b/c/a"_s);
    QHeaderView *header = table.horizontalHeader();
    const auto click = [&](int column) {
        const int x = header->sectionViewportPosition(column) + header->sectionSize(column) / 2;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
    };
    click(BreakdownModel::Figure);
    QCOMPARE(order(), u"/a/c/b"_s);
    click(BreakdownModel::Value);
    QCOMPARE(order(), u"/a/b/c"_s);
}

void TestBarTable::selectionAndScrollSurviveAPoll()
{
    BreakdownModel model(u"path"_s);
    BarTable table;
    table.setModel(&model);
    table.resize(400, 200);
    table.show();
    QList<PathViews> paths;
    for (int i = 0; i < 50; ++i)
        paths += PathViews {u"/%1"_s.arg(i), 100 - i};
    model.setPaths(paths);
    QTRY_VERIFY(table.verticalScrollBar()->maximum() > 0);
    table.setCurrentIndex(model.index(30, 0));
    QTRY_VERIFY(table.verticalScrollBar()->value() > 0);
    const int scrolled = table.verticalScrollBar()->value();
    paths[0].views = 777;
    model.setPaths(paths);
    QCOMPARE(table.currentIndex().row(), 30);
    QCOMPARE(table.verticalScrollBar()->value(), scrolled);
}

QTEST_MAIN(TestBarTable)
#include "tst_bartable.moc"
