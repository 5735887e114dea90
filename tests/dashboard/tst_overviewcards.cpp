#include "dashboard/pages/overviewcards.h"
#include "dashboard/widgets/changelabel.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

Realtime realtimeOf(const QList<qint64> &views)
{
    Realtime realtime {.site = u"shop"_s, .currentVisitors = 7, .minutes = {}, .topPaths = {}};
    const QDateTime first(QDate(2026, 11, 21), QTime(10, 0), Qt::UTC);
    for (const qint64 minute : views)
        realtime.minutes += {first.addSecs(60 * realtime.minutes.size()), minute};
    return realtime;
}

}

class TestOverviewCards : public QObject {
    Q_OBJECT

    OverviewCards m_cards {systemClock()};

    QString change() { return m_cards.findChild<ChangeLabel *>(u"currentChange"_s)->text(); }

private slots:
    // The current minute is not over, and counts in neither.
    void currentVisitorsChangeByTheViewsOfFiveMinutes()
    {
        m_cards.setRealtime(realtimeOf({9, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 1}));
        QVERIFY2(change().contains(u"50"_s) && change().endsWith(u"views vs. 5 minutes before"_s), qPrintable(change()));
        m_cards.setRealtime(realtimeOf({2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 99}));
        QVERIFY2(change().contains(u"50"_s), qPrintable(change()));
    }

    void withoutViewsBeforeThereIsNoChange()
    {
        m_cards.setRealtime(realtimeOf({0, 0, 0, 0, 0, 3, 3, 3, 3, 3, 1}));
        QCOMPARE(change(), u"in the last five minutes"_s);
        m_cards.setRealtime(realtimeOf({3, 3, 1}));
        QCOMPARE(change(), u"in the last five minutes"_s);
    }
};

QTEST_MAIN(TestOverviewCards)
#include "tst_overviewcards.moc"
