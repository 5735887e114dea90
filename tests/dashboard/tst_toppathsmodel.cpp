#include "dashboard/models/toppathsmodel.h"

#include "dashboard/models/roles.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestTopPathsModel : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void showsPathViewsAndShare();
    void growsAndShrinksInPlace();
    void sameAgainSaysNothing();
    void withoutViewsThereIsNoShare();
    void keepsTheWholePath();

private:
    std::unique_ptr<TopPathsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestTopPathsModel::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
}

void TestTopPathsModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<TopPathsModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestTopPathsModel::showsPathViewsAndShare()
{
    m_model->setPaths({{u"/pricing"_s, 2500}, {u"/"_s, 1250}}, 10000);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->index(0, TopPathsModel::Path).data().toString(), u"/pricing"_s);
    QCOMPARE(m_model->index(0, TopPathsModel::Views).data().toString(), u"2,500"_s);
    QCOMPARE(m_model->index(0, TopPathsModel::Share).data().toString(), u"25%"_s);
    QCOMPARE(m_model->index(0, 0).data(FractionRole).toDouble(), 1.0);
    QCOMPARE(m_model->index(1, 0).data(FractionRole).toDouble(), 0.5);
}

void TestTopPathsModel::growsAndShrinksInPlace()
{
    m_model->setPaths({{u"/a"_s, 9}, {u"/b"_s, 8}, {u"/c"_s, 7}}, 24);
    const QPersistentModelIndex second = m_model->index(1, 0);
    m_model->setPaths({{u"/b"_s, 10}, {u"/a"_s, 9}}, 19);
    QCOMPARE(m_model->rowCount(), 2);
    QCOMPARE(second.data().toString(), u"/a"_s);
    m_model->setPaths({{u"/b"_s, 10}, {u"/a"_s, 9}, {u"/d"_s, 1}, {u"/e"_s, 1}}, 21);
    QCOMPARE(m_model->rowCount(), 4);
    QVERIFY(second.isValid());
    m_model->setPaths({}, 0);
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!second.isValid());
}

void TestTopPathsModel::sameAgainSaysNothing()
{
    m_model->setPaths({{u"/a"_s, 9}}, 9);
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setPaths({{u"/a"_s, 9}}, 9);
    QCOMPARE(changed.size(), 0);
    m_model->setPaths({{u"/a"_s, 9}}, 12);
    QCOMPARE(changed.size(), 1);
}

void TestTopPathsModel::withoutViewsThereIsNoShare()
{
    m_model->setPaths({{u"/a"_s, 0}}, 0);
    QCOMPARE(m_model->index(0, TopPathsModel::Share).data().toString(), QString());
    QCOMPARE(m_model->index(0, 0).data(FractionRole).toDouble(), 0.0);
}

void TestTopPathsModel::keepsTheWholePath()
{
    const QString path = u"/<b>"_s + QString(2040, u'x') + u"\n"_s;
    m_model->setPaths({{path, 1}}, 1);
    QCOMPARE(m_model->at(0).path, path);
    QString tip = m_model->index(0, 0).data(Qt::ToolTipRole).toString();
    QVERIFY(tip.remove(u"<br>"_s).contains(u"/&lt;b&gt;xxxx"_s));
    QVERIFY(tip.contains(u"xxxx\\u000A"_s));
}

QTEST_GUILESS_MAIN(TestTopPathsModel)
#include "tst_toppathsmodel.moc"
