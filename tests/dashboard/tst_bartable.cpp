#include "dashboard/models/toppathsmodel.h"
#include "dashboard/widgets/bartable.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestBarTable : public QObject {
    Q_OBJECT
private slots:
    void aLongPathDoesNotPushTheNumbersOut();
    void drawsAnyText();
    void copiesTheCurrentRow();
    void selectionAndScrollSurviveAPoll();
};

void TestBarTable::aLongPathDoesNotPushTheNumbersOut()
{
    TopPathsModel model;
    BarTable table;
    table.setModel(&model);
    table.resize(500, 300);
    table.show();
    model.setPaths({{u'/' + QString(2047, u'x'), 1234567}}, 1234567);
    QTRY_COMPARE(table.horizontalHeader()->length(), table.viewport()->width());
    QVERIFY(table.columnWidth(TopPathsModel::Views) > table.fontMetrics().horizontalAdvance(u"1,234,567"_s));
    QVERIFY(!table.horizontalScrollBar()->isVisible());
}

void TestBarTable::drawsAnyText()
{
    TopPathsModel model;
    BarTable table;
    table.setModel(&model);
    table.setEmptyText(u"No views with a path"_s);
    table.resize(400, 300);
    QVERIFY(!table.grab().isNull());
    model.setPaths({{QString(), 9}, {u"/\u0645\u0642\u0627\u0644\u0627\u062A/\u05D3\u05E3"_s, 8}, {u"/\u202E\n"_s, 7},
                       {QString(QChar(0xD800)), 6}, {QString(2048, u'/'), 0}},
        30);
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
    TopPathsModel model;
    model.setPaths({{u"/a"_s, 2}, {u"/b"_s, 1}}, 3);
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

void TestBarTable::selectionAndScrollSurviveAPoll()
{
    TopPathsModel model;
    BarTable table;
    table.setModel(&model);
    table.resize(400, 200);
    table.show();
    QList<PathViews> paths;
    for (int i = 0; i < 50; ++i)
        paths += PathViews {u"/%1"_s.arg(i), 100 - i};
    model.setPaths(paths, 5000);
    QTRY_VERIFY(table.verticalScrollBar()->maximum() > 0);
    table.setCurrentIndex(model.index(30, 0));
    QTRY_VERIFY(table.verticalScrollBar()->value() > 0);
    const int scrolled = table.verticalScrollBar()->value();
    paths[0].views = 777;
    model.setPaths(paths, 5677);
    QCOMPARE(table.currentIndex().row(), 30);
    QCOMPARE(table.verticalScrollBar()->value(), scrolled);
}

QTEST_MAIN(TestBarTable)
#include "tst_bartable.moc"
