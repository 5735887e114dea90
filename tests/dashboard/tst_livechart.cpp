#include "dashboard/widgets/crosshair.h"
#include "dashboard/widgets/lineplot.h"
#include "dashboard/widgets/livechart.h"

#include <QPushButton>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 start = 1'763'726'400'000; // 2025-11-21T12:00:00Z
}

class TestLiveChart : public QObject {
    Q_OBJECT
private slots:
    void init();
    void keepsAnHourAtMost();
    void readsOutUnderTheMouse();
    void readsOutByTheKeyboard();
    void aClickHarmsNothing();
    void placesValuesOnTheirOwnScale();
    void copesWithHugeAndFallingNumbers();
    void staleIsSeen();

private:
    bool feed(int samples);
    Crosshair &crosshair() const { return *m_chart->findChild<Crosshair *>(); }
    LinePlot &plot() const { return *m_chart->findChild<LinePlot *>(); }

    std::unique_ptr<LiveChart> m_chart;
};

void TestLiveChart::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_chart = std::make_unique<LiveChart>([] { return QDateTime::fromMSecsSinceEpoch(start); });
    m_chart->resize(900, 320);
    m_chart->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_chart.get()));
}

bool TestLiveChart::feed(int samples)
{
    for (int i = 0; i < samples; ++i)
        m_chart->add({start + i * 1000, 1000 + i * 3, 500 + i});
    // A drawing may still be due; its first visible sign is the newest sample's readout.
    const bool isDrawn = QTest::qWaitFor([&] {
        QTest::keyClick(&crosshair(), Qt::Key_End);
        return crosshair().readout().contains(QString::number(499 + samples));
    });
    QTest::keyClick(&crosshair(), Qt::Key_Escape);
    return isDrawn;
}

void TestLiveChart::keepsAnHourAtMost()
{
    for (int i = 0; i < 2 * LiveChart::capacity; ++i)
        m_chart->add({start + i * 1000, i, i});
    QCOMPARE(m_chart->samples().size(), LiveChart::capacity);
    for (const QString &name : {u"minutes60"_s, u"minutes15"_s, u"minutes5"_s}) {
        QTest::mouseClick(m_chart->findChild<QPushButton *>(name), Qt::LeftButton);
        QVERIFY(!m_chart->grab().isNull());
    }
    QCOMPARE(m_chart->minutes(), 5);
}

void TestLiveChart::readsOutUnderTheMouse()
{
    QVERIFY(feed(30));
    QTest::mouseMove(&crosshair(), plot().viewsAt({qreal(start + 10'000), 1030}).toPoint());
    QTRY_VERIFY(crosshair().readout().endsWith(u"1,030 views, 510 unique users"_s));
    QVERIFY(!m_chart->grab().isNull());
}

void TestLiveChart::readsOutByTheKeyboard()
{
    QVERIFY(feed(30));
    QCOMPARE(crosshair().readout(), QString());
    QTest::keyClick(&crosshair(), Qt::Key_Left);
    QVERIFY(crosshair().readout().endsWith(u"1,087 views, 529 unique users"_s));
    QTest::keyClick(&crosshair(), Qt::Key_Left);
    QVERIFY(crosshair().readout().endsWith(u"1,084 views, 528 unique users"_s));
    QCOMPARE(crosshair().accessibleDescription(), crosshair().readout());
    QTest::keyClick(&crosshair(), Qt::Key_Home);
    QVERIFY(crosshair().readout().endsWith(u"1,000 views, 500 unique users"_s));
    QTest::keyClick(&crosshair(), Qt::Key_Escape);
    QCOMPARE(crosshair().readout(), QString());
}

// Qt 6.4.2 crashes when a QChartView is pressed where there is nothing (QTBUG-118669).
void TestLiveChart::aClickHarmsNothing()
{
    QVERIFY(feed(5));
    for (const QPoint &at : {QPoint(1, 1), QPoint(450, 160), QPoint(899, 319)}) {
        QWidget *target = m_chart->childAt(at);
        for (QWidget *widget : {static_cast<QWidget *>(m_chart.get()), target ? target : m_chart.get()}) {
            QTest::mousePress(widget, Qt::LeftButton, {}, widget->mapFrom(m_chart.get(), at));
            QTest::mouseRelease(widget, Qt::LeftButton, {}, widget->mapFrom(m_chart.get(), at));
            QTest::mouseDClick(widget, Qt::RightButton, {}, widget->mapFrom(m_chart.get(), at));
        }
    }
    QCOMPARE(m_chart->childAt(450, 200), &crosshair());
}

void TestLiveChart::placesValuesOnTheirOwnScale()
{
    QVERIFY(feed(30));
    QVERIFY(!m_chart->grab().isNull());
    const QRectF area = plot().area();
    for (const qint64 i : {0, 29}) {
        QVERIFY(area.contains(plot().viewsAt({qreal(start + i * 1000), qreal(1000 + i * 3)})));
        QVERIFY(area.contains(plot().usersAt({qreal(start + i * 1000), qreal(500 + i)})));
    }
    QCOMPARE(qRound64(plot().timeAt(plot().viewsAt({qreal(start + 7000), 1000}).x()) / 1000), (start + 7000) / 1000);
}

void TestLiveChart::copesWithHugeAndFallingNumbers()
{
    const QList<qint64> numbers {0, 1, std::numeric_limits<qint64>::max(), 5, 1'000'000'000'000, 0};
    for (qsizetype i = 0; i < numbers.size(); ++i) {
        m_chart->add({start + i * 1000, numbers[i], numbers[numbers.size() - 1 - i]});
        QTest::mouseClick(m_chart->findChild<QPushButton *>(u"minutes5"_s), Qt::LeftButton); // draws at once
        QVERIFY(!m_chart->grab().isNull());
    }
    m_chart->clear();
    QVERIFY(!m_chart->grab().isNull());
}

void TestLiveChart::staleIsSeen()
{
    QVERIFY(feed(10));
    const QImage live = m_chart->grab().toImage();
    m_chart->setStale(true);
    QVERIFY(m_chart->isStale());
    QVERIFY(m_chart->grab().toImage() != live);
}

QTEST_MAIN(TestLiveChart)
#include "tst_livechart.moc"
