#include "dashboard/pages/overviewpage.h"

#include "dashboard/charts/timechart.h"
#include "dashboard/widgets/bartable.h"
#include "tests/dashboard/modeltest.h"

#include <QAbstractButton>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime midnight(QDate(2026, 11, 21), QTime(0, 0), Qt::UTC);

}

class TestOverviewPage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void theHourGoesOnThoughNothingNewIsHeard();
    void behindATabNothingOldIsLeft();
};

void TestOverviewPage::theHourGoesOnThoughNothingNewIsHeard()
{
    QDateTime now = midnight.addSecs(10 * 3600 + 1800);
    OverviewPage page([&now] { return now; });
    Timeseries series {u"s"_s, midnight.date(), midnight.date(), "UTC", u"hour"_s, {}};
    for (int i = 0; i < 24; ++i)
        series.points += {midnight.addSecs(3600 * i), 0, 0, 0};
    page.setTimeseries(series);
    const auto *chart = page.findChild<TimeChart *>(u"chart"_s);
    QCOMPARE(chart->data().unfinished, std::optional<qsizetype>(10));
    now = now.addSecs(3600); // and the service answers as before
    QTRY_COMPARE(chart->data().unfinished, std::optional<qsizetype>(11));
    now = now.addDays(1);
    QTRY_COMPARE(chart->data().unfinished, std::nullopt);
}

void TestOverviewPage::behindATabNothingOldIsLeft()
{
    OverviewPage page(systemClock());
    page.setBreakdown({u"s"_s, {}, {}, "UTC", u"browser"_s, 1, {{u"Firefox"_s, 5}}});
    const auto *rows = page.findChild<BarTable *>(u"browsersTable"_s)->model();
    QCOMPARE(rows->rowCount(), 1);
    const auto tabs = page.findChild<QWidget *>(u"browsers"_s)->findChildren<QAbstractButton *>();
    const auto press = [&](const QString &text) {
        for (QAbstractButton *tab : tabs) {
            if (tab->text() == text)
                tab->click();
        }
    };
    press(u"Systems"_s);
    page.setLook({u"s"_s, {Range::Preset::Days7}});
    page.setBreakdown({u"s"_s, {}, {}, "UTC", u"os"_s, 1, {{u"Linux"_s, 5}}});
    QCOMPARE(rows->rowCount(), 1);
    press(u"Browsers"_s);
    QCOMPARE(rows->rowCount(), 0); // those of the range before
}

QTEST_MAIN(TestOverviewPage)
#include "tst_overviewpage.moc"
