#include "dashboard/widgets/style.h"
#include "dashboard/widgets/theme.h"

#include <QApplication>
#include <QMenu>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

// A menu of one entry, as it is drawn.
QImage drawn(bool isCheckable, bool isChecked, const Theme &theme, Qt::LayoutDirection direction)
{
    QMenu menu;
    menu.setPalette(theme.palette());
    menu.setLayoutDirection(direction);
    QAction *action = menu.addAction(u"Light"_s);
    action->setCheckable(isCheckable);
    action->setChecked(isChecked);
    menu.resize(menu.sizeHint());
    return menu.grab().toImage();
}

// Where two pictures of a size differ.
QRect difference(const QImage &a, const QImage &b)
{
    QRect found;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            if (a.pixel(x, y) != b.pixel(x, y))
                found |= QRect(x, y, 1, 1);
        }
    }
    return found;
}

}

class TestStyle : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { QApplication::setStyle(new Style); }
    void whatIsChosenInAMenuIsTicked_data();
    void whatIsChosenInAMenuIsTicked();
};

void TestStyle::whatIsChosenInAMenuIsTicked_data()
{
    QTest::addColumn<bool>("isDark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
}

void TestStyle::whatIsChosenInAMenuIsTicked()
{
    QFETCH(bool, isDark);
    const Theme &theme = isDark ? Theme::dark() : Theme::light();
    for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
        const QImage plain = drawn(false, false, theme, direction);
        QCOMPARE(drawn(true, false, theme, direction), plain); // no empty box
        const QImage chosen = drawn(true, true, theme, direction);
        const QRect tick = difference(chosen, plain);
        QVERIFY(tick.width() > 5 && tick.width() < 14);
        QCOMPARE(tick.center().x() < chosen.width() / 2, direction == Qt::LeftToRight); // before the text
        QVERIFY(tick.left() > 2 && tick.right() < chosen.width() - 3);
    }
}

QTEST_MAIN(TestStyle)
#include "tst_style.moc"
