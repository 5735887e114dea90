#include "dashboard/charts/ink.h"
#include "dashboard/widgets/theme.h"

#include <QTest>

#include <cmath>

using namespace footfall;
using namespace footfall::dashboard;

namespace {

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}

class TestTheme : public QObject {
    Q_OBJECT
private slots:
    void textCanBeRead_data();
    void textCanBeRead();
    void staleLinesCanBeSeen();
    void followsAPalette();
};

void TestTheme::textCanBeRead_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        const char *name = theme.isDark ? "dark" : "light";
        QTest::addRow("%s: text on card", name) << theme.text << theme.card;
        QTest::addRow("%s: text on bar", name) << theme.text << theme.bar;
        QTest::addRow("%s: muted on card", name) << theme.muted << theme.card;
        QTest::addRow("%s: muted on bar", name) << theme.muted << theme.bar;
        QTest::addRow("%s: chosen", name) << theme.onAccent << theme.accent;
        QTest::addRow("%s: scale of views", name) << theme.accent << theme.card;
        QTest::addRow("%s: scale of users", name) << theme.users << theme.card;
        QTest::addRow("%s: good on card", name) << theme.good << theme.card;
        QTest::addRow("%s: to be watched on card", name) << theme.watch << theme.card;
        QTest::addRow("%s: bad on card", name) << theme.bad << theme.card;
        QTest::addRow("%s: banner", name) << theme.onAlarm << theme.alarm;
    }
}

// WCAG 2.1, 1.4.3
void TestTheme::textCanBeRead()
{
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    const double ratio = contrast(text, ground);
    QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
}

// WCAG 2.1, 1.4.11
void TestTheme::staleLinesCanBeSeen()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()}) {
        for (const auto role : {&Theme::accent, &Theme::users}) {
            const Ink stale {theme, QFont(), true};
            const double ratio = contrast(stale.color(role), theme.card);
            QVERIFY2(ratio >= 3, qPrintable(QString::number(ratio)));
            QVERIFY(stale.color(role) != theme.*role);
        }
    }
}

void TestTheme::followsAPalette()
{
    for (const Theme &theme : {Theme::light(), Theme::dark()})
        QCOMPARE(Theme::of(theme.palette()).isDark, theme.isDark);
    QVERIFY(!Theme::of(QPalette(QColor(Qt::lightGray))).isDark);
    QVERIFY(Theme::of(QPalette(QColor(0x20, 0x20, 0x20))).isDark);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
