#include "dashboard/widgets/sitebox.h"

#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestSiteBox : public QObject {
    Q_OBJECT
private slots:
    void init();
    void keepsWhatIsChosenWhenTheListChanges();
    void keepsOneThatIsNotOnTheList();
    void aPartOfANameChooses();
    void nonsenseChoosesNothing();
    void theKeyboardMovesOn();
    void aRefreshDoesNotDisturbTyping();

private:
    std::unique_ptr<SiteBox> m_box;
};

void TestSiteBox::init()
{
    m_box = std::make_unique<SiteBox>();
    m_box->setSites({u"blog.example"_s, u"shop.example"_s});
    m_box->setSite(u"shop.example"_s);
    m_box->show();
    QVERIFY(QTest::qWaitForWindowActive(m_box.get()));
}

void TestSiteBox::keepsWhatIsChosenWhenTheListChanges()
{
    QSignalSpy chosen(m_box.get(), &SiteBox::siteChosen);
    m_box->setSites({u"aaa"_s, u"blog.example"_s, u"shop.example"_s, u"zzz"_s});
    QCOMPARE(m_box->currentText(), u"shop.example"_s);
    QCOMPARE(m_box->currentIndex(), 2);
    QCOMPARE(chosen.size(), 0);
}

void TestSiteBox::keepsOneThatIsNotOnTheList()
{
    m_box->setSites({u"aaa"_s});
    QCOMPARE(m_box->site(), u"shop.example"_s);
    QCOMPARE(m_box->currentText(), u"shop.example"_s);
    m_box->setSites({u"aaa"_s, u"shop.example"_s});
    QCOMPARE(m_box->currentIndex(), 1);
}

void TestSiteBox::aPartOfANameChooses()
{
    QSignalSpy chosen(m_box.get(), &SiteBox::siteChosen);
    m_box->lineEdit()->setFocus();
    m_box->lineEdit()->selectAll();
    QTest::keyClicks(m_box->lineEdit(), u"LOG"_s);
    QTest::keyClick(m_box->lineEdit(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toString(), u"blog.example"_s);
    QCOMPARE(m_box->currentText(), u"blog.example"_s);
}

void TestSiteBox::nonsenseChoosesNothing()
{
    QSignalSpy chosen(m_box.get(), &SiteBox::siteChosen);
    m_box->lineEdit()->setFocus();
    m_box->lineEdit()->selectAll();
    QTest::keyClicks(m_box->lineEdit(), u"nowhere"_s);
    QTest::keyClick(m_box->lineEdit(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 0);
    QCOMPARE(m_box->currentText(), u"shop.example"_s);
}

void TestSiteBox::theKeyboardMovesOn()
{
    QSignalSpy chosen(m_box.get(), &SiteBox::siteChosen);
    QTest::keyClick(m_box.get(), Qt::Key_Up);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(m_box->site(), u"blog.example"_s);
}

void TestSiteBox::aRefreshDoesNotDisturbTyping()
{
    m_box->lineEdit()->setFocus();
    m_box->lineEdit()->selectAll();
    QTest::keyClicks(m_box->lineEdit(), u"blo"_s);
    m_box->setSites({u"blog.example"_s, u"other"_s, u"shop.example"_s});
    QCOMPARE(m_box->lineEdit()->text(), u"blo"_s);
    QCOMPARE(m_box->site(), u"shop.example"_s);
}

QTEST_MAIN(TestSiteBox)
#include "tst_sitebox.moc"
