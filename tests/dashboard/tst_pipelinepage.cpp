#include "dashboard/charts/smallchart.h"
#include "dashboard/models/csv.h"
#include "dashboard/models/pipelinehistorymodel.h"
#include "dashboard/pages/pipelinepage.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/healthline.h"
#include "dashboard/widgets/panelcard.h"
#include "tests/dashboard/modeltest.h"

#include <QAbstractItemModelTester>
#include <QHeaderView>
#include <QLabel>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime start(QDate(2025, 11, 15), QTime(10, 0), Qt::UTC);

Pipeline workers(int count, const QString &state = u"writing"_s)
{
    Pipeline pipeline {start, 3, {}};
    for (int i = 1; i <= count; ++i)
        pipeline.workers += {u"worker-%1"_s.arg(i), state, start, 1500, 4.2};
    return pipeline;
}

Queue queue(qint64 waiting, double oldest)
{
    Queue now {waiting, oldest};
    now.rejectedEvents = 12;
    now.rateLimited = 1'234;
    return now;
}

// A page and its clock.
struct Case {
    QDateTime now = start;
    PipelinePage page {[this] { return now; }};

    SmallChart &chart(const QString &name) const { return *page.findChild<SmallChart *>(name); }
    QString sentence() const { return page.findChild<QLabel *>(u"healthSentence"_s)->text(); }
    QString note() const
    {
        QStringList texts;
        for (const QLabel *label : page.findChild<PanelCard *>(u"pipeline"_s)->findChildren<QLabel *>())
            texts += label->text();
        return texts.join(u'\n');
    }
    void sampleAfterASecond()
    {
        now = now.addSecs(1);
        page.sample();
    }
};

}

class TestPipelinePage : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { useEnglish(); }
    void showsWhatItIsTold();
    void saysWhatToDo();
    void anUnknownQueueIsNoZero();
    void anUnchangedFigureGoesOn();
    void aMomentIsMarkedOnAllCharts();
    void aPointThatIsReadOutStaysAtItsMoment();
    void aStalePageTakesNoSamples();
    void aPausedPageTakesNoSamples();
    void whatNobodyLookedAtIsAGap();
    void samplesOnlyWhileItIsSeen();
    void anotherServerBeginsWithNothing();
    void theTableIsComplete();
    void rowsOfTheTableStayThemselves();
    void timesAreOfTheZone();
    void theWorkersTakeTheRoomTheyNeed();
    void drawsAnything_data();
    void drawsAnything();
};

void TestPipelinePage::showsWhatItIsTold()
{
    Case c;
    c.page.setQueue(queue(42, 0.5));
    c.page.setPipeline(workers(2));
    QCOMPARE(c.chart(u"waiting"_s).newest(), u"42"_s);
    QCOMPARE(c.chart(u"oldest"_s).newest(), u"0.5 s"_s);
    QCOMPARE(c.chart(u"commit"_s).newest(), u"4.2 ms"_s);
    QCOMPARE(c.chart(u"out"_s).newest(), u"3,000/s"_s);
    c.sampleAfterASecond();
    QCOMPARE(c.chart(u"in"_s).newest(), u"3,000/s"_s); // as much as went out, since as much waits
    QVERIFY(c.note().contains(u"1,234"_s));
    c.page.setQueue(queue(1, 0.004));
    c.sampleAfterASecond();
    QCOMPARE(c.chart(u"oldest"_s).newest(), u"4.0 ms"_s);
    QCOMPARE(c.page.findChild<BarTable *>(u"workers"_s)->model()->rowCount(), 2);
    QCOMPARE(c.page.findChild<HealthLine *>()->accessibleName(), u"Well"_s);
}

void TestPipelinePage::saysWhatToDo()
{
    Case c;
    QCOMPARE(c.page.findChild<HealthLine *>()->accessibleName(), u"Not known"_s);
    c.page.setPipeline(workers(2, u"waiting for PostgreSQL"_s));
    c.page.setQueue(queue(42, 0.5));
    QCOMPARE(c.page.findChild<HealthLine *>()->accessibleName(), u"Trouble"_s);
    QVERIFY2(c.sentence().contains(u"PostgreSQL"_s), qPrintable(c.sentence()));
    c.page.setFailures(Failure {Failure::Kind::Unreachable, u"Connection refused"_s}, std::nullopt);
    QVERIFY2(c.sentence().contains(u"Connection refused"_s), qPrintable(c.sentence()));
    c.page.setFailures(std::nullopt, std::nullopt);
    c.page.setPipeline(workers(2));
    QCOMPARE(c.page.findChild<HealthLine *>()->accessibleName(), u"Well"_s);
}

void TestPipelinePage::anUnknownQueueIsNoZero()
{
    Case c;
    c.page.setQueue(std::nullopt);
    c.page.setPipeline(workers(1));
    for (const QString &name : {u"waiting"_s, u"oldest"_s, u"in"_s})
        QCOMPARE(c.chart(name).newest(), u"\u2013"_s);
    QVERIFY2(c.note().contains(u"--ingest-url"_s), qPrintable(c.note()));
    c.page.setQueue(queue(0, 0));
    QVERIFY2(!c.note().contains(u"--ingest-url"_s), qPrintable(c.note()));
    // A silent service is another thing than one that is not known.
    c.page.setQueue(std::nullopt);
    c.page.setFailures(std::nullopt, Failure {Failure::Kind::Unreachable, u"no answer"_s});
    QVERIFY2(!c.note().contains(u"--ingest-url"_s), qPrintable(c.note()));
}

void TestPipelinePage::anUnchangedFigureGoesOn()
{
    Case c;
    c.page.setQueue(queue(42, 0.5));
    c.page.setPipeline(workers(1));
    for (int i = 0; i < 10; ++i)
        c.sampleAfterASecond();
    QCOMPARE(c.page.findChild<PipelineHistoryModel *>()->rowCount(), 11);
}

void TestPipelinePage::aMomentIsMarkedOnAllCharts()
{
    Case c;
    c.page.resize(1100, 700);
    c.page.setQueue(queue(42, 0.5));
    c.page.setPipeline(workers(1));
    for (int i = 0; i < 5; ++i)
        c.sampleAfterASecond();
    QTest::keyClick(&c.chart(u"waiting"_s), Qt::Key_End);
    QTest::keyClick(&c.chart(u"waiting"_s), Qt::Key_Left);
    for (const QString &name : {u"waiting"_s, u"oldest"_s, u"commit"_s, u"in"_s, u"out"_s})
        QCOMPARE(c.chart(name).pointedAt(), 4);
    QTest::keyClick(&c.chart(u"waiting"_s), Qt::Key_Escape);
    QVERIFY(!c.chart(u"out"_s).pointedAt());
}

void TestPipelinePage::aStalePageTakesNoSamples()
{
    Case c;
    c.page.setPipeline(workers(1));
    c.page.setStale(true);
    c.sampleAfterASecond();
    QCOMPARE(c.page.findChild<PipelineHistoryModel *>()->rowCount(), 1);
    QVERIFY(c.chart(u"out"_s).isStale());
    c.page.setStale(false);
    c.sampleAfterASecond();
    QCOMPARE(c.page.findChild<PipelineHistoryModel *>()->rowCount(), 2);
}

// Once the history is full, every second the moment has another index.
void TestPipelinePage::aPointThatIsReadOutStaysAtItsMoment()
{
    Case c;
    c.page.setPipeline(workers(1));
    for (int i = 0; i < 620; ++i)
        c.sampleAfterASecond();
    auto &first = c.chart(u"waiting"_s);
    QTest::keyClick(&first, Qt::Key_End);
    QTest::keyClick(&first, Qt::Key_Left);
    const QString moment = first.readout().section(u' ', -1);
    for (int i = 0; i < 3; ++i)
        c.sampleAfterASecond();
    for (const QString &name : {u"waiting"_s, u"commit"_s, u"out"_s})
        QCOMPARE(c.chart(name).readout().section(u' ', -1), moment);
}

void TestPipelinePage::aPausedPageTakesNoSamples()
{
    Case c;
    c.page.setPipeline(workers(1));
    c.page.setPaused(true);
    c.sampleAfterASecond();
    QCOMPARE(c.page.findChild<PipelineHistoryModel *>()->rowCount(), 1);
    c.page.setPaused(false);
    c.sampleAfterASecond();
    QCOMPARE(c.page.findChild<PipelineHistoryModel *>()->rowCount(), 2);
}

void TestPipelinePage::whatNobodyLookedAtIsAGap()
{
    Case c;
    c.page.setPipeline(workers(1));
    c.now = c.now.addSecs(60);
    c.page.sample();
    auto &out = c.chart(u"out"_s);
    QTest::keyClick(&out, Qt::Key_End);
    QTest::keyClick(&out, Qt::Key_Left);
    QVERIFY2(out.readout().startsWith(u"\u2013"_s), qPrintable(out.readout()));
}

void TestPipelinePage::samplesOnlyWhileItIsSeen()
{
    Case c;
    auto *model = c.page.findChild<PipelineHistoryModel *>();
    c.page.setPipeline(workers(1));
    c.now = c.now.addSecs(1);
    c.page.show();
    QTRY_COMPARE(model->rowCount(), 2);
    c.page.hide();
    QVERIFY(!c.page.findChild<QTimer *>()->isActive());
}

void TestPipelinePage::anotherServerBeginsWithNothing()
{
    Case c;
    c.page.setQueue(queue(42, 0.5));
    c.page.setPipeline(workers(3));
    c.page.clear();
    QCOMPARE(c.chart(u"waiting"_s).newest(), u"\u2013"_s);
    QCOMPARE(c.page.findChild<BarTable *>(u"workers"_s)->model()->rowCount(), 0);
    QVERIFY2(!c.note().contains(u"1,234"_s), qPrintable(c.note()));
}

void TestPipelinePage::theTableIsComplete()
{
    Case c;
    auto *model = c.page.findChild<PipelineHistoryModel *>();
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    c.page.setPipeline(workers(1));
    c.sampleAfterASecond();
    c.page.setQueue(queue(7, 1.25));
    c.sampleAfterASecond();
    const QList<QByteArray> lines = toCsv(*model).split('\n');
    QCOMPARE(lines.value(0).trimmed(),
        QByteArray("Time,Waiting events,Oldest (s),Events in/s,Events out/s,Commit (ms),Refused by PostgreSQL,Rate-limited requests"));
    QCOMPARE(lines.value(1).trimmed(), QByteArray("2025-11-15T10:00:00.000Z,,,,1500,4.2,3,"));
    QCOMPARE(lines.value(3).trimmed(), QByteArray("2025-11-15T10:00:02.000Z,7,1.25,,1500,4.2,3,1234"));
}

void TestPipelinePage::rowsOfTheTableStayThemselves()
{
    Case c;
    auto *model = c.page.findChild<PipelineHistoryModel *>();
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    c.page.setPipeline(workers(1));
    for (int i = 0; i < 605; ++i)
        c.sampleAfterASecond();
    QCOMPARE(model->rowCount(), 600);
    const QPersistentModelIndex selected = model->index(300, 0);
    const QString time = selected.data().toString();
    for (int i = 0; i < 3; ++i)
        c.sampleAfterASecond();
    QCOMPARE(selected.row(), 297);
    QCOMPARE(selected.data().toString(), time);
    c.now = c.now.addSecs(-10); // the clock was set back
    c.page.sample();
    QCOMPARE(model->rowCount(), 590);
    QCOMPARE(selected.data().toString(), time);
}

void TestPipelinePage::timesAreOfTheZone()
{
    Case c;
    c.page.setPipeline(workers(1));
    c.page.setZone("Asia/Kolkata");
    QCOMPARE(c.page.findChild<PipelineHistoryModel *>()->index(0, 0).data().toString(), u"15:30:00"_s);
    QCOMPARE(c.page.findChild<BarTable *>(u"workers"_s)->model()->index(0, 2).data().toString(), u"2025-11-15 15:30:00"_s);
}

void TestPipelinePage::theWorkersTakeTheRoomTheyNeed()
{
    Case c;
    c.page.resize(1100, 740);
    c.page.setPipeline(workers(1));
    c.page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&c.page));
    const auto *table = c.page.findChild<BarTable *>(u"workers"_s);
    const auto height = [&](int count) {
        c.page.setPipeline(workers(count));
        QCoreApplication::sendPostedEvents();
        return table->viewport()->height();
    };
    const int row = table->verticalHeader()->defaultSectionSize();
    QTRY_COMPARE(height(1), 3 * row);
    QTRY_COMPARE(height(5), 5 * row);
    QTRY_COMPARE(height(40), 8 * row);
    QVERIFY(c.page.findChild<PanelCard *>(u"pipeline"_s)->height() > c.page.findChild<PanelCard *>(u"workers"_s)->height());
}

void TestPipelinePage::drawsAnything_data()
{
    QTest::addColumn<QString>("workerName");
    QTest::addColumn<qint64>("waiting");
    QTest::newRow("plain") << u"worker-1"_s << qint64(1);
    QTest::newRow("much") << longPath << qint64(10'000'000'000);
    QTest::newRow("right to left") << rightToLeft << qint64(0);
}

void TestPipelinePage::drawsAnything()
{
    QFETCH(QString, workerName);
    QFETCH(qint64, waiting);
    Case c;
    c.page.resize(960, 600);
    if (workerName == rightToLeft)
        c.page.setLayoutDirection(Qt::RightToLeft);
    Pipeline pipeline = workers(1, u"stale"_s);
    pipeline.workers.first().name = workerName;
    c.page.setQueue(queue(waiting, 1e9));
    c.page.setPipeline(pipeline);
    c.sampleAfterASecond();
    QVERIFY(!c.page.grab().isNull());
    QVERIFY(c.page.minimumSizeHint().width() <= 960 - 148); // beside the sidebar
    QVERIFY(c.page.findChild<PanelCard *>(u"pipeline"_s)->toImage(1).width() > 0);
}

QTEST_MAIN(TestPipelinePage)
#include "tst_pipelinepage.moc"
