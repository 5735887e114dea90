#include "dashboard/charts/timechart.h"
#include "dashboard/models/minutesmodel.h"
#include "dashboard/widgets/panelcard.h"

#include <QLabel>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestPanelCard : public QObject {
    Q_OBJECT
private slots:
    void asksForWhatItsMenuSays_data();
    void asksForWhatItsMenuSays();
    void hasNoTableToCopyWithoutOne();
    void isReachedByTheKeyboardAndHasAName();
    void aLongTitleDoesNotMakeItWide();
    void itsPictureIsSharpAndWithoutTheMenu();
};

void TestPanelCard::asksForWhatItsMenuSays_data()
{
    QTest::addColumn<QString>("action");
    QTest::addColumn<QByteArray>("wanted");
    QTest::newRow("copy the table") << u"copyTable"_s << QByteArray(SIGNAL(copyTableWanted()));
    QTest::newRow("copy the picture") << u"copyImage"_s << QByteArray(SIGNAL(copyImageWanted()));
    QTest::newRow("save the table") << u"saveCsv"_s << QByteArray(SIGNAL(saveCsvWanted()));
    QTest::newRow("save the picture") << u"saveImage"_s << QByteArray(SIGNAL(saveImageWanted()));
}

void TestPanelCard::asksForWhatItsMenuSays()
{
    QFETCH(QString, action);
    QFETCH(QByteArray, wanted);
    MinutesModel table;
    PanelCard panel(u"minutes"_s, u"Views a minute"_s);
    panel.setTable(&table);
    QSignalSpy spy(&panel, wanted.constData());
    panel.findChild<QAction *>(action)->trigger();
    QCOMPARE(spy.count(), 1);
}

void TestPanelCard::hasNoTableToCopyWithoutOne()
{
    MinutesModel table;
    PanelCard panel(u"minutes"_s, u"Views a minute"_s);
    panel.setTable(&table);
    panel.setTable(nullptr);
    QVERIFY(!panel.findChild<QAction *>(u"copyTable"_s));
    QVERIFY(!panel.findChild<QAction *>(u"saveCsv"_s));
    QVERIFY(panel.findChild<QAction *>(u"saveImage"_s));
}

void TestPanelCard::isReachedByTheKeyboardAndHasAName()
{
    PanelCard panel(u"minutes"_s, u"Views a minute"_s);
    auto *button = panel.findChild<QToolButton *>(u"panelMenu"_s);
    QVERIFY(button->focusPolicy() & Qt::TabFocus);
    QCOMPARE(button->accessibleName(), u"Copy or save: Views a minute"_s);
    QCOMPARE(panel.accessibleName(), u"Views a minute"_s);
    panel.show();
    panel.activateWindow();
    button->setFocus();
    QTRY_VERIFY(button->hasFocus());
    bool wasOpen = false;
    connect(button->menu(), &QMenu::aboutToShow, button->menu(), [&] {
        wasOpen = true;
        QMetaObject::invokeMethod(button->menu(), &QMenu::close, Qt::QueuedConnection);
    });
    QTest::keyClick(button, Qt::Key_Space);
    QVERIFY(wasOpen);
}

void TestPanelCard::aLongTitleDoesNotMakeItWide()
{
    PanelCard panel(u"long"_s, QString(500, u'W'));
    panel.setNote(QString(500, u'W'));
    panel.setBody(new QWidget);
    QVERIFY(panel.minimumSizeHint().width() < 120);
}

void TestPanelCard::itsPictureIsSharpAndWithoutTheMenu()
{
    PanelCard panel(u"text"_s, u"Title"_s);
    panel.setBody(new QLabel(u"body"_s));
    panel.resize(300, 120);
    panel.show();
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    const QImage image = panel.toImage(2);
    QCOMPARE(image.width(), 600);
    QCOMPARE(image.devicePixelRatio(), 2.0);
    const QRect menu = panel.findChild<QToolButton *>(u"panelMenu"_s)->geometry();
    const auto colors = [&](const QRect &part) {
        QSet<QRgb> found;
        for (int y = part.top() * 2; y <= part.bottom() * 2; ++y) {
            for (int x = part.left() * 2; x <= part.right() * 2; ++x)
                found += image.pixel(x, y);
        }
        return found.size();
    };
    QCOMPARE(colors(menu), 1);
    QVERIFY(colors(panel.body()->geometry()) > 1);
    QVERIFY(colors(panel.findChild<QLabel *>()->geometry()) > 1); // the title

    auto *chart = new TimeChart;
    panel.setBody(chart);
    QCOMPARE(panel.toImage(2).size(), chart->toImage(2).size());
}

QTEST_MAIN(TestPanelCard)
#include "tst_panelcard.moc"
