#include "dashboard/poll/scene.h"

#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const QDateTime now(QDate(2025, 3, 12), QTime(3, 0), Qt::UTC);

// "1 /sites" for each question: how often, and what.
QStringList asked(const Scene &scene)
{
    QStringList lines;
    for (const Question &question : questionsOf(scene, now)) {
        const QString line = question.items.isEmpty() ? question.path : question.path + u'?' + encoded(question.items);
        lines += QString::number(question.everyRounds) + u' ' + line;
    }
    return lines;
}

Scene overview(const char *range)
{
    return {Page::Overview, {u"s"_s, *rangeNamed(QString::fromLatin1(range))}, {}};
}

}

class TestScene : public QObject {
    Q_OBJECT
private slots:
    void withoutASiteOnlyTheListIsAsked();
    void theOverviewOfAnOpenRangeIsAskedEachSecond();
    void aClosedRangeIsAskedRarely();
    void yesterdayIsAnotherQuestionEachDay();
    void whatItIsComparedWithIsAQuestionOfItsOwn();
    void eachPanelAsksForItsPart();
    void onlyWhatIsVisibleIsAsked();
    void anAlertAsksThoughNothingIsVisible();
};

void TestScene::withoutASiteOnlyTheListIsAsked()
{
    QCOMPARE(asked({Page::Overview, {}, {{u"path"_s}}, {}}), QStringList {u"10 /sites"_s});
}

void TestScene::theOverviewOfAnOpenRangeIsAskedEachSecond()
{
    QCOMPARE(asked(overview("7d")),
        (QStringList {u"10 /sites"_s, u"1 /stats?site_id=s&period=7d&tz=UTC&limit=1"_s,
            u"1 /stats/timeseries?site_id=s&period=7d&tz=UTC"_s, u"1 /stats/realtime?site_id=s&limit=50"_s}));
}

void TestScene::aClosedRangeIsAskedRarely()
{
    const QStringList lines = asked(overview("yesterday"));
    QCOMPARE(lines.filter(u"period=yesterday"_s).filter(QRegularExpression(u"^60 "_s)).size(), 2);
    QCOMPARE(lines.filter(u"realtime"_s).first().first(2), u"1 "_s);
}

// Or it would be asked a minute late, and stand beside other days meanwhile.
void TestScene::yesterdayIsAnotherQuestionEachDay()
{
    const auto key = [](const char *range, const QDateTime &time) { return questionsOf(overview(range), time)[1].key(); };
    QCOMPARE(key("yesterday", now), key("yesterday", now.addSecs(3600)));
    QVERIFY(key("yesterday", now) != key("yesterday", now.addDays(1)));
    QCOMPARE(key("2025-03-01..2025-03-02", now), key("2025-03-01..2025-03-02", now.addDays(1)));
}

void TestScene::whatItIsComparedWithIsAQuestionOfItsOwn()
{
    Scene scene = overview("today");
    scene.look.compare = Compare::Previous;
    scene.look.filter = Filter {u"browser"_s, u"Firefox"_s};
    const QStringList lines = asked(scene);
    QVERIFY(lines.contains(u"1 /stats?site_id=s&period=today&tz=UTC&browser=Firefox&compare=previous&limit=1"_s));
    QVERIFY(lines.contains(
        u"60 /stats/timeseries?site_id=s&from=2025-03-11&to=2025-03-11&tz=UTC&browser=Firefox&interval=hour"_s));
}

void TestScene::eachPanelAsksForItsPart()
{
    Scene scene = overview("today");
    scene.panels = {{u"path"_s, {10, 0, u"blog"_s}}, {u"event_type"_s, {20}}};
    const QStringList lines = asked(scene).filter(u"breakdown"_s);
    QCOMPARE(lines,
        (QStringList {u"1 /stats/breakdown?site_id=s&period=today&tz=UTC&dimension=path&limit=10&search=blog"_s,
            u"1 /stats/breakdown?site_id=s&period=today&tz=UTC&dimension=event_type&limit=20"_s}));
}

void TestScene::onlyWhatIsVisibleIsAsked()
{
    Scene scene = overview("today");
    scene.panels = {{u"path"_s}};
    scene.page = Page::Realtime;
    QCOMPARE(asked(scene), (QStringList {u"10 /sites"_s, u"1 /stats/realtime?site_id=s&limit=50"_s}));
    scene.page = Page::Pipeline;
    QCOMPARE(asked(scene), (QStringList {u"10 /sites"_s, u"1 /pipeline"_s}));
    scene.page = Page::None;
    QCOMPARE(asked(scene), QStringList {u"10 /sites"_s});
}

void TestScene::anAlertAsksThoughNothingIsVisible()
{
    Scene scene = overview("today");
    scene.page = Page::None;
    scene.watched = {u"s"_s, u"t"_s};
    QCOMPARE(asked(scene),
        (QStringList {u"10 /sites"_s, u"1 /stats/realtime?site_id=s&limit=1"_s, u"1 /stats/realtime?site_id=t&limit=1"_s}));
    scene.page = Page::Realtime; // which asks for more of its own
    QCOMPARE(asked(scene),
        (QStringList {u"10 /sites"_s, u"1 /stats/realtime?site_id=s&limit=50"_s, u"1 /stats/realtime?site_id=t&limit=1"_s}));
}

QTEST_GUILESS_MAIN(TestScene)
#include "tst_scene.moc"
