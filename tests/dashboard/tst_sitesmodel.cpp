#include "dashboard/models/sitesmodel.h"

#include "dashboard/models/roles.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

Site site(const QString &id, qint64 views = 0, qint64 users = 0)
{
    return {id, std::nullopt, views, users};
}

}

class TestSitesModel : public QObject {
    Q_OBJECT
private slots:
    void init();
    void listsByIdWithoutDoubles();
    void aRefreshKeepsASelectionWithItsSite();
    void saysOnlyWhatChanged();
    void barsAreOfTheBusiest();
    void knowsTheBusiestAndTheChosen();

private:
    std::unique_ptr<SitesModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void TestSitesModel::init()
{
    m_tester.reset();
    m_model = std::make_unique<SitesModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void TestSitesModel::listsByIdWithoutDoubles()
{
    m_model->setSites({site(u"b"_s, 1234), site(u"a"_s), site(u"b"_s, 9)});
    QCOMPARE(m_model->ids(), (QStringList {u"a"_s, u"b"_s}));
    QCOMPARE(m_model->headerData(SitesModel::ViewsToday, Qt::Horizontal, Qt::DisplayRole).toString(), u"Views"_s);
}

void TestSitesModel::aRefreshKeepsASelectionWithItsSite()
{
    m_model->setSites({site(u"b"_s, 1), site(u"d"_s, 2)});
    const QPersistentModelIndex d = m_model->index(1, 0);
    m_model->setSites({site(u"a"_s), site(u"c"_s), site(u"d"_s, 3), site(u"e"_s)});
    QVERIFY(d.isValid());
    QCOMPARE(d.row(), 2);
    QCOMPARE(d.data().toString(), u"d"_s);
    m_model->setSites({});
    QVERIFY(!d.isValid());
    QCOMPARE(m_model->rowCount(), 0);
}

void TestSitesModel::saysOnlyWhatChanged()
{
    m_model->setSites({site(u"a"_s, 5), site(u"b"_s, 9)});
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setSites({site(u"b"_s, 9), site(u"a"_s, 5)});
    QCOMPARE(changed.size(), 0);
    m_model->setSites({site(u"a"_s, 6), site(u"b"_s, 9)});
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
}

void TestSitesModel::barsAreOfTheBusiest()
{
    m_model->setSites({site(u"a"_s, 50), site(u"b"_s, 100)});
    QCOMPARE(m_model->index(0, 0).data(FractionRole).toDouble(), 0.5);
    m_model->setSites({site(u"a"_s, 50), site(u"b"_s, 200)});
    QCOMPARE(m_model->index(0, 0).data(FractionRole).toDouble(), 0.25);
    m_model->setSites({site(u"a"_s), site(u"b"_s)});
    QCOMPARE(m_model->index(0, 0).data(FractionRole).toDouble(), 0.0);
}

void TestSitesModel::knowsTheBusiestAndTheChosen()
{
    QCOMPARE(m_model->busiest(), QString());
    m_model->setChosen(u"b"_s);
    m_model->setSites({site(u"a"_s, 3), site(u"b"_s, 2)});
    QCOMPARE(m_model->busiest(), u"a"_s);
    QVERIFY(m_model->index(1, 0).data(ChosenRole).toBool());
    QVERIFY(!m_model->index(0, 0).data(ChosenRole).toBool());
}

QTEST_GUILESS_MAIN(TestSitesModel)
#include "tst_sitesmodel.moc"
