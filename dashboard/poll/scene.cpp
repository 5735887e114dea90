#include "dashboard/poll/scene.h"

namespace footfall::dashboard {

namespace {

constexpr int eachTenSeconds = 10;
constexpr int eachMinute = 60; // what is over changes by late events alone
constexpr int shownPaths = 50;
constexpr int noPaths = 1; // the fewest that the service gives

Question every(int rounds, Question question)
{
    question.everyRounds = rounds;
    return question;
}

void addOverview(QList<Question> &questions, const Scene &scene, const QDateTime &now)
{
    const Look &look = scene.look;
    const auto paced = [&](const Look &asked, Question question) {
        if (asked.range.preset != Range::Preset::Custom)
            question.occasion = u'#' + today(asked.zone, now).toString(Qt::ISODate);
        return every(isOpen(asked.range, asked.zone, now) ? 1 : eachMinute, std::move(question));
    };
    questions += paced(look, statsQuestion(look));
    questions += paced(look, timeseriesQuestion(look, now));
    if (const auto before = compared(look, now))
        questions += paced(*before, timeseriesQuestion(*before, now, Question::Topic::PreviousTimeseries));
    for (const Panel &panel : scene.panels)
        questions += paced(look, breakdownQuestion(look, panel.dimension, panel.part));
}

}

QList<Question> questionsOf(const Scene &scene, const QDateTime &now)
{
    QList<Question> questions {every(eachTenSeconds, sitesQuestion())};
    const bool hasSite = !scene.look.site.isEmpty();
    if (hasSite && scene.page == Page::Overview)
        addOverview(questions, scene, now);
    const bool showsVisitors = hasSite && (scene.page == Page::Overview || scene.page == Page::Realtime);
    if (showsVisitors)
        questions += realtimeQuestion(scene.look.site, shownPaths);
    for (const QString &site : scene.watched) {
        if (!showsVisitors || site != scene.look.site)
            questions += realtimeQuestion(site, noPaths);
    }
    if (scene.page == Page::Pipeline)
        questions += pipelineQuestion();
    return questions;
}

}
