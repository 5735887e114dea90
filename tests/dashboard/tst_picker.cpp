#include "dashboard/models/sitesmodel.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/picker.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestPicker : public QObject {
    Q_OBJECT
private slots:
    void init();
    void typingAnyPartFinds();
    void theBusiestIsFirst();
    void arrowsMoveWhileTyping();
    void escLeavesAllAsItWas();
    void aClickPicks();
    void aRefreshKeepsWhatIsTyped();
    void aLongNameKeepsItsEnds();

private:
    void open();
    QLineEdit *search() const { return m_picker->findChild<QLineEdit *>(u"search"_s); }
    BarTable *table() const { return m_picker->findChild<BarTable *>(u"choices"_s); }

    std::unique_ptr<SitesModel> m_sites;
    std::unique_ptr<Picker> m_picker;
};

void TestPicker::init()
{
    m_picker.reset();
    m_sites = std::make_unique<SitesModel>();
    m_sites->setSites({{u"blog.example"_s, {}, 5, 1}, {u"docs.example"_s, {}, 9, 1}, {u"Shop.example"_s, {}, 7, 1}});
    m_picker = std::make_unique<Picker>(u"Site"_s, m_sites.get(), SitesModel::ViewsToday, Qt::DescendingOrder);
    m_picker->show();
}

void TestPicker::open()
{
    QTest::mouseClick(m_picker.get(), Qt::LeftButton);
    QVERIFY(m_picker->isOpen());
}

void TestPicker::typingAnyPartFinds()
{
    QSignalSpy picked(m_picker.get(), &Picker::picked);
    open();
    QTest::keyClicks(search(), u"sHOP"_s);
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(m_picker->chosen(), u"Shop.example"_s);
    QCOMPARE(m_picker->text(), u"Shop.example"_s);
    QVERIFY(!m_picker->isOpen());
    open();
    QTest::keyClicks(search(), u"nowhere"_s);
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(picked.size(), 1);
}

void TestPicker::theBusiestIsFirst()
{
    open();
    QCOMPARE(table()->model()->index(0, 0).data().toString(), u"docs.example"_s);
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(m_picker->chosen(), u"docs.example"_s);
}

void TestPicker::arrowsMoveWhileTyping()
{
    open();
    QTest::keyClick(search(), Qt::Key_Down);
    QTest::keyClick(search(), Qt::Key_Down);
    QTest::keyClick(search(), Qt::Key_Up);
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(m_picker->chosen(), u"Shop.example"_s);
}

void TestPicker::escLeavesAllAsItWas()
{
    m_picker->setChosen(u"blog.example"_s);
    QSignalSpy picked(m_picker.get(), &Picker::picked);
    open();
    QCOMPARE(table()->currentIndex().data().toString(), u"blog.example"_s);
    QTest::keyClicks(search(), u"docs"_s);
    QTest::keyClick(search(), Qt::Key_Escape);
    QVERIFY(!m_picker->isOpen());
    QCOMPARE(picked.size(), 0);
    QCOMPARE(m_picker->chosen(), u"blog.example"_s);
}

void TestPicker::aClickPicks()
{
    open();
    const QModelIndex last = table()->model()->index(2, 0);
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, table()->visualRect(last).center());
    QCOMPARE(m_picker->chosen(), u"blog.example"_s);
}

void TestPicker::aRefreshKeepsWhatIsTyped()
{
    m_picker->setChosen(u"gone.example"_s);
    open();
    QTest::keyClicks(search(), u"example"_s);
    table()->setCurrentIndex(table()->model()->index(1, 0)); // Shop.example
    m_sites->setSites({{u"blog.example"_s, {}, 50, 1}, {u"Shop.example"_s, {}, 8, 1}, {u"x.example"_s, {}, 80, 1}});
    QCOMPARE(search()->text(), u"example"_s);
    QCOMPARE(m_picker->chosen(), u"gone.example"_s);
    QTest::keyClick(search(), Qt::Key_Return);
    QCOMPARE(m_picker->chosen(), u"Shop.example"_s);
}

void TestPicker::aLongNameKeepsItsEnds()
{
    const QString name = u"a"_s + QString(126, u'x') + u"z"_s;
    m_picker->setChosen(name);
    QVERIFY(m_picker->text().startsWith(u'a') && m_picker->text().endsWith(u'z'));
    QVERIFY(m_picker->sizeHint().width() < 260);
    QVERIFY(m_picker->accessibleName().contains(name));
}

QTEST_MAIN(TestPicker)
#include "tst_picker.moc"
