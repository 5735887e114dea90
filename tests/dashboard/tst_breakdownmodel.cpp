#include "dashboard/models/breakdownmodel.h"

#include "dashboard/models/rankproxy.h"
#include "dashboard/models/roles.h"
#include "tests/dashboard/modeltest.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestBreakdownModel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void init();
    void showsValueFigureAndShare();
    void ranksAsTheServiceDoes();
    void sortsByAnyColumn();
    void aSelectionStaysWithItsValue();
    void changesArriveWhole();
    void sameAgainSaysNothing();
    void oneChangeTouchesOneRow();
    void aShareNeedsAWhole();
    void eventTypesAreCountedInEvents();
    void referrersAreShownWithoutTheirScheme();
    void pathsAreReadable();
    void searchesWhatIsShownAndWhatIs();
    void knowsWhetherThereIsMore();
    void theChosenValueIsMarked();
    void odd_data();
    void odd();
    void tenMillionViews();

private:
    QString at(int row) const { return shownRow(*m_ranked, row); }

    std::unique_ptr<BreakdownModel> m_model;
    std::unique_ptr<RankProxy> m_ranked;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QAbstractItemModelTester> m_rankedTester;
};

void TestBreakdownModel::init()
{
    constexpr auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    m_rankedTester.reset();
    m_tester.reset();
    m_ranked.reset();
    m_model = std::make_unique<BreakdownModel>(u"path"_s);
    m_ranked = std::make_unique<RankProxy>();
    m_ranked->setSourceModel(m_model.get());
    m_ranked->sort(BreakdownModel::Figure, Qt::DescendingOrder);
    m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(), mode);
    m_rankedTester = std::make_unique<QAbstractItemModelTester>(m_ranked.get(), mode);
}

void TestBreakdownModel::showsValueFigureAndShare()
{
    m_model->setWhole(10000);
    m_model->setRows({{u"/pricing"_s, 2500}, {u"/"_s, 1250}}, 2);
    QCOMPARE(at(0), u"/pricing|2,500|25%"_s);
    QCOMPARE(at(1), u"/|1,250|13%"_s);
    QCOMPARE(m_ranked->index(0, 0).data(FractionRole).toDouble(), 1.0);
    QCOMPARE(m_ranked->index(1, 0).data(FractionRole).toDouble(), 0.5);
    QCOMPARE(m_model->headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"Path"_s);
}

void TestBreakdownModel::ranksAsTheServiceDoes()
{
    m_model->setRows({{u"/b"_s, 5}, {u"/\u00E9"_s, 5}, {u"/B"_s, 5}, {u"/z"_s, 9}}, 4);
    QStringList values;
    for (int row = 0; row < m_ranked->rowCount(); ++row)
        values += m_ranked->index(row, 0).data().toString();
    QCOMPARE(values, (QStringList {u"/z"_s, u"/B"_s, u"/b"_s, u"/\u00E9"_s}));
}

void TestBreakdownModel::sortsByAnyColumn()
{
    m_model->setRows({{u"/b"_s, 1}, {u"/a"_s, 10}, {u"/c"_s, 2}}, 3);
    m_ranked->sort(BreakdownModel::Value, Qt::AscendingOrder);
    QCOMPARE(at(0), u"/a|10|"_s);
    m_ranked->sort(BreakdownModel::Figure, Qt::AscendingOrder);
    QCOMPARE(at(2), u"/a|10|"_s); // by number, not by text

    BreakdownModel countries(u"country"_s);
    m_ranked->setSourceModel(&countries);
    countries.setRows({{u"DE"_s, 1}, {u"ES"_s, 1}, {u"DK"_s, 1}}, 3);
    m_ranked->sort(BreakdownModel::Value, Qt::AscendingOrder);
    QCOMPARE(at(0), u"Denmark|1|"_s); // as it reads, not by its code
    QCOMPARE(at(1), u"Germany|1|"_s);
}

void TestBreakdownModel::aSelectionStaysWithItsValue()
{
    m_model->setRows({{u"/a"_s, 9}, {u"/b"_s, 8}, {u"/c"_s, 7}}, 3);
    const QPersistentModelIndex selected = m_ranked->index(1, 0);
    QCOMPARE(selected.data().toString(), u"/b"_s);
    m_model->setRows({{u"/b"_s, 10}, {u"/a"_s, 9}, {u"/d"_s, 1}}, 3);
    QCOMPARE(selected.data().toString(), u"/b"_s);
    QCOMPARE(selected.row(), 0);
    m_model->setRows({{u"/a"_s, 9}}, 1);
    QVERIFY(!selected.isValid());
}

void TestBreakdownModel::changesArriveWhole()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    for (int round = 0; round < 100; ++round) {
        QMap<QString, qint64> expected;
        const int count = random.bounded(30);
        for (int i = 0; i < count; ++i)
            expected[u"/%1"_s.arg(random.bounded(40))] = random.bounded(5);
        QList<Breakdown::Row> rows;
        for (const auto &[value, figure] : expected.asKeyValueRange())
            rows.insert(random.bounded(int(rows.size()) + 1), {value, figure});
        m_model->setRows(rows, rows.size());
        QCOMPARE(m_model->rowCount(), int(expected.size()));
        for (int row = 0; row < m_model->rowCount(); ++row)
            QCOMPARE(m_model->at(row).figure, expected.value(m_model->at(row).value, -1));
        for (int row = 1; row < m_ranked->rowCount(); ++row)
            QVERIFY(m_ranked->index(row - 1, 1).data(PlainRole).toLongLong() >= m_ranked->index(row, 1).data(PlainRole).toLongLong());
    }
}

void TestBreakdownModel::sameAgainSaysNothing()
{
    m_model->setRows({{u"/a"_s, 9}, {u"/b"_s, 1}}, 2);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    m_model->setRows({{u"/b"_s, 1}, {u"/a"_s, 9}}, 2);
    QCOMPARE(changed.size() + inserted.size(), 0);
}

void TestBreakdownModel::oneChangeTouchesOneRow()
{
    m_model->setRows({{u"/a"_s, 9}, {u"/b"_s, 1}, {u"/c"_s, 1}}, 3);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setRows({{u"/a"_s, 9}, {u"/b"_s, 2}, {u"/c"_s, 1}}, 3);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    m_model->setRows({{u"/a"_s, 10}, {u"/b"_s, 2}, {u"/c"_s, 1}}, 3); // the longest bar: all others are shorter
    QCOMPARE(changed[1][1].toModelIndex().row(), 2);
}

void TestBreakdownModel::aShareNeedsAWhole()
{
    m_model->setRows({{u"/a"_s, 0}}, 1);
    QCOMPARE(at(0), u"/a|0|"_s);
    QCOMPARE(m_ranked->index(0, 0).data(FractionRole).toDouble(), 0.0);
    m_model->setWhole(0);
    QCOMPARE(at(0), u"/a|0|"_s);
    m_model->setWhole(3);
    QCOMPARE(at(0), u"/a|0|0%"_s);
}

void TestBreakdownModel::eventTypesAreCountedInEvents()
{
    QCOMPARE(BreakdownModel(u"event_type"_s).headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"Events"_s);
    QCOMPARE(BreakdownModel(u"prop:plan"_s).headerData(0, Qt::Horizontal, Qt::DisplayRole).toString(), u"plan"_s);
}

void TestBreakdownModel::referrersAreShownWithoutTheirScheme()
{
    BreakdownModel referrers(u"referrer"_s);
    m_ranked->setSourceModel(&referrers);
    referrers.setRows({{u"https://a.example/b"_s, 3}, {u"http://c.example/"_s, 2}, {u"android-app://d"_s, 1}}, 3);
    QCOMPARE(m_ranked->index(0, 0).data().toString(), u"a.example/b"_s);
    QCOMPARE(m_ranked->index(1, 0).data().toString(), u"c.example/"_s);
    QCOMPARE(m_ranked->index(2, 0).data().toString(), u"android-app://d"_s);
    QVERIFY(m_ranked->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"https://a.example/b"));
    QCOMPARE(m_ranked->index(0, 0).data(BreakdownModel::ValueRole).toString(), u"https://a.example/b"_s); // is copied, and filtered by
}

void TestBreakdownModel::pathsAreReadable()
{
    m_model->setRows({{u"/caf%C3%A9%20au%20lait"_s, 3}, {u"/a%2Fb%E2%80%AE"_s, 2}}, 2);
    QCOMPARE(m_ranked->index(0, 0).data().toString(), u"/caf\u00E9 au lait"_s);
    QCOMPARE(m_ranked->index(1, 0).data().toString(), u"/a%2Fb%E2%80%AE"_s); // no other path, no disguise
    QCOMPARE(m_ranked->index(0, 0).data(BreakdownModel::ValueRole).toString(), u"/caf%C3%A9%20au%20lait"_s); // is filtered by
    QVERIFY(m_ranked->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"/caf%C3%A9%20au%20lait"));
}

void TestBreakdownModel::searchesWhatIsShownAndWhatIs()
{
    BreakdownModel countries(u"country"_s);
    countries.setRows({{u"DE"_s, 2}, {u"FR"_s, 1}, {QString(), 1}}, 3);
    m_ranked->setSourceModel(&countries);
    for (const auto &[search, found] : {std::pair(u"germ"_s, u"Germany"_s), std::pair(u"fr"_s, u"France"_s), std::pair(u"none"_s, u"(none)"_s)}) {
        m_ranked->setSearch(search);
        QCOMPARE(m_ranked->rowCount(), 1);
        QCOMPARE(m_ranked->index(0, 0).data().toString(), found);
    }
    m_ranked->setSearch(QString());
    QCOMPARE(m_ranked->rowCount(), 3);
    m_rankedTester.reset(); // before its model's source goes
    m_ranked.reset();
}

void TestBreakdownModel::knowsWhetherThereIsMore()
{
    m_model->setRows({{u"/a"_s, 1}}, 1);
    QVERIFY(!m_model->hasMore());
    m_model->setRows({{u"/a"_s, 1}}, 50'000);
    QVERIFY(m_model->hasMore());
}

void TestBreakdownModel::theChosenValueIsMarked()
{
    m_model->setRows({{u"/a"_s, 2}, {u"/b"_s, 1}}, 2);
    m_model->setChosen(u"/b"_s);
    QVERIFY(!m_ranked->index(0, 0).data(ChosenRole).toBool());
    QVERIFY(m_ranked->index(1, 0).data(ChosenRole).toBool());
    m_model->setChosen({});
    QVERIFY(!m_ranked->index(1, 0).data(ChosenRole).toBool());
}

void TestBreakdownModel::odd_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("shown");
    QTest::newRow("long") << longPath << longPath;
    QTest::newRow("disguised") << rightToLeft << u"/\u05E9\u05DC\u05D5\u05DD/\\u202Egnp.exe"_s;
    QTest::newRow("HTML") << u"<b>&amp;"_s << u"<b>&amp;"_s;
    QTest::newRow("a line's end") << u"/a\nb"_s << u"/a\\u000Ab"_s;
    QTest::newRow("nothing") << QString() << u"(none)"_s;
}

void TestBreakdownModel::odd()
{
    QFETCH(QString, value);
    m_model->setRows({{value, 1}}, 1);
    QTEST(m_ranked->index(0, 0).data().toString(), "shown");
    QCOMPARE(m_ranked->index(0, 2).data(BreakdownModel::ValueRole).toString(), value); // what a click limits to
    QCOMPARE(m_ranked->index(0, 0).data(PlainRole).toString(), value);
    QVERIFY(!m_ranked->index(0, 0).data(Qt::ToolTipRole).toString().contains(u"<b>"_s));
}

void TestBreakdownModel::tenMillionViews()
{
    m_model->setWhole(12'345'678);
    m_model->setRows({{u"/"_s, 12'345'678}, {u"/rare"_s, 1}}, 2);
    QCOMPARE(at(0), u"/|12,345,678|100%"_s);
    QCOMPARE(at(1), u"/rare|1|<1%"_s);
    QVERIFY(m_ranked->index(1, 0).data(FractionRole).toDouble() > 0);
}

QTEST_GUILESS_MAIN(TestBreakdownModel)
#include "tst_breakdownmodel.moc"
