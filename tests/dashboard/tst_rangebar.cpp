#include "dashboard/widgets/rangebar.h"

#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

class TestRangeBar : public QObject {
    Q_OBJECT
private slots:
    void foldsIntoItsMenu();
    void theMenuHasThemAll();
    void whatHasNoButtonIsNamed();
    void aClickIsToldOnce();

private:
    QStringList shown(const RangeBar &bar) const;
};

QStringList TestRangeBar::shown(const RangeBar &bar) const
{
    QStringList texts;
    for (const QPushButton *button : bar.findChildren<QPushButton *>()) {
        if (!button->isHidden())
            texts += button->text();
    }
    return texts;
}

void TestRangeBar::foldsIntoItsMenu()
{
    RangeBar bar;
    bar.show();
    bar.resize(bar.sizeHint());
    QCOMPARE(shown(bar).size(), 9);
    int before = 10;
    for (int width = bar.sizeHint().width(); width >= bar.minimumSizeHint().width(); width -= 7) {
        bar.resize(width, bar.height());
        const QStringList texts = shown(bar);
        QVERIFY(texts.size() <= before);
        before = int(texts.size());
        for (const QPushButton *button : bar.findChildren<QPushButton *>())
            QVERIFY2(button->isHidden() || button->geometry().right() <= width || texts.size() == 1, qPrintable(QString::number(width)));
    }
    QCOMPARE(before, 1);
    QCOMPARE(shown(bar), QStringList {u"Today"_s});
}

void TestRangeBar::theMenuHasThemAll()
{
    RangeBar bar;
    bar.resize(300, 30);
    bar.show();
    QSignalSpy picked(&bar, &RangeBar::picked);
    QSignalSpy custom(&bar, &RangeBar::customWanted);
    const auto choose = [&](const QString &text) {
        QTest::mouseClick(bar.findChild<QPushButton *>(u"moreRanges"_s), Qt::LeftButton);
        QPointer<QMenu> menu = bar.findChild<QMenu *>();
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                action->trigger();
        }
        menu->close();
        QTRY_VERIFY(!menu);
    };
    choose(u"Last month"_s);
    QTRY_COMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].value<Range>(), Range {Range::Preset::LastMonth});
    choose(u"Custom\u2026"_s);
    QTRY_COMPARE(custom.size(), 1);
}

void TestRangeBar::whatHasNoButtonIsNamed()
{
    RangeBar bar;
    bar.resize(bar.sizeHint());
    bar.show();
    bar.setRange(*rangeNamed(u"2025-11-01..2025-11-30"_s));
    auto *more = bar.findChild<QPushButton *>(u"moreRanges"_s);
    QCOMPARE(more->text(), u"November 2025"_s);
    QVERIFY(more->isChecked());
    bar.setRange({Range::Preset::Days7});
    QVERIFY(bar.findChild<QPushButton *>(u"range_7d"_s)->isChecked());
    QCOMPARE(more->text(), u"Custom\u2026"_s);
}

void TestRangeBar::aClickIsToldOnce()
{
    RangeBar bar;
    bar.resize(bar.sizeHint());
    bar.show();
    QSignalSpy picked(&bar, &RangeBar::picked);
    QTest::mouseClick(bar.findChild<QPushButton *>(u"range_30d"_s), Qt::LeftButton);
    QCOMPARE(picked.size(), 1);
    QCOMPARE(picked[0][0].value<Range>(), Range {Range::Preset::Days30});
}

QTEST_MAIN(TestRangeBar)
#include "tst_rangebar.moc"
