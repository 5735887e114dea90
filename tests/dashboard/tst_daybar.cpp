#include "dashboard/widgets/daybar.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using Kind = DayChoice::Kind;

class TestDayBar : public QObject {
    Q_OBJECT
private slots:
    void init();
    void buttonsChoose();
    void aTypedDayIsChosenWithReturn();
    void theDayShownAlreadyCanBeChosen();
    void midnightPasses();
    void settingSaysNothing();

private:
    QPushButton *button(const QString &name) const { return m_bar->findChild<QPushButton *>(name); }

    QDateTime m_now;
    std::unique_ptr<DayBar> m_bar;
    QDateEdit *m_date = nullptr;
};

void TestDayBar::init()
{
    m_now = QDateTime(QDate(2025, 11, 21), QTime(10, 0), Qt::UTC);
    m_bar = std::make_unique<DayBar>([this] { return m_now; });
    m_date = m_bar->findChild<QDateEdit *>(u"date"_s);
    m_bar->show();
}

void TestDayBar::buttonsChoose()
{
    QSignalSpy chosen(m_bar.get(), &DayBar::chosen);
    QVERIFY(button(u"today"_s)->isChecked());
    QTest::mouseClick(button(u"yesterday"_s), Qt::LeftButton);
    QCOMPARE(m_bar->choice(), DayChoice {Kind::Yesterday});
    QCOMPARE(m_date->date(), QDate(2025, 11, 20));
    QTest::mouseClick(button(u"yesterday"_s), Qt::LeftButton);
    QTest::mouseClick(button(u"allTime"_s), Qt::LeftButton);
    QCOMPARE(m_bar->choice(), DayChoice {Kind::AllTime});
    QCOMPARE(chosen.size(), 2);
}

void TestDayBar::aTypedDayIsChosenWithReturn()
{
    QSignalSpy chosen(m_bar.get(), &DayBar::chosen);
    m_date->setFocus();
    m_date->setSelectedSection(QDateTimeEdit::YearSection); // where Tab enters it
    QTest::keyClicks(m_date, u"20241105"_s);
    QCOMPARE(chosen.size(), 0);
    QTest::keyClick(m_date, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(m_date->date(), QDate(2024, 11, 5));
    QCOMPARE(m_bar->choice(), (DayChoice {Kind::Day, QDate(2024, 11, 5)}));
    for (const QString &name : {u"allTime"_s, u"today"_s, u"yesterday"_s})
        QVERIFY(!button(name)->isChecked());
}

void TestDayBar::theDayShownAlreadyCanBeChosen()
{
    QSignalSpy chosen(m_bar.get(), &DayBar::chosen);
    emit m_date->calendarWidget()->clicked(QDate(2025, 11, 21));
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(m_bar->choice(), (DayChoice {Kind::Day, QDate(2025, 11, 21)}));
    emit m_date->calendarWidget()->activated(QDate(2025, 11, 21));
    QCOMPARE(chosen.size(), 1);
}

void TestDayBar::midnightPasses()
{
    m_now = m_now.addDays(1);
    m_bar->followClock();
    QCOMPARE(m_date->date(), QDate(2025, 11, 22));
    m_bar->setChoice({Kind::Day, QDate(2025, 1, 1)});
    m_now = m_now.addDays(1);
    m_bar->followClock();
    QCOMPARE(m_date->date(), QDate(2025, 1, 1));
}

void TestDayBar::settingSaysNothing()
{
    QSignalSpy chosen(m_bar.get(), &DayBar::chosen);
    m_bar->setChoice({Kind::Day, QDate(2030, 1, 1)}); // told to by an option: ahead of any event
    QCOMPARE(m_date->date(), QDate(2030, 1, 1));
    m_bar->setChoice({Kind::Yesterday});
    QVERIFY(button(u"yesterday"_s)->isChecked());
    QCOMPARE(chosen.size(), 0);
}

QTEST_MAIN(TestDayBar)
#include "tst_daybar.moc"
