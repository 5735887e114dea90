#include "dashboard/client/question.h"

#include "dashboard/client/parse.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

using Topic = Question::Topic;

struct QuestionText {
    Q_DECLARE_TR_FUNCTIONS(Question)
};

// `isMeant`: whether the value is for what was asked.
template <typename T, typename IsMeant>
Answer<Figures> checked(const Result<T> &parsed, IsMeant isMeant)
{
    if (!parsed)
        return tl::unexpected(Failure {Failure::Kind::Malformed, parsed.error().message});
    if (!isMeant(*parsed)) {
        const QString reason = QuestionText::tr("it is for another site or range than was asked for");
        return tl::unexpected(Failure {Failure::Kind::Malformed, reason});
    }
    return Figures(*parsed);
}

constexpr auto always = [](const auto &) { return true; };

// Of a preset only the service knows the days, by its clock.
template <typename T>
bool isOf(const Look &look, const T &figures)
{
    const bool isFree = look.range.preset != Range::Preset::Custom;
    return figures.site == look.site && figures.zone == look.zone
        && (isFree || look.range.custom == Days {figures.from, figures.to});
}

}

Question sitesQuestion()
{
    Question question {
        Topic::Sites, u"/sites"_s, {}, [](const QByteArray &json) { return checked(parseSites(json), always); }};
    question.isToldAlways = true;
    return question;
}

Question statsQuestion(const Look &look)
{
    return {Topic::Stats, u"/stats"_s, statsItems(look), [look](const QByteArray &json) {
        return checked(parseStats(json), [&look](const Stats &stats) { return isOf(look, stats); });
    }};
}

Question timeseriesQuestion(const Look &look, const QDateTime &now, Topic topic)
{
    const QString interval = name(usableInterval(look, now));
    Question question {topic, u"/stats/timeseries"_s, timeseriesItems(look, now), [look, interval](const QByteArray &json) {
        return checked(parseTimeseries(json), [&](const Timeseries &series) {
            return isOf(look, series) && (interval.isEmpty() || series.interval == interval);
        });
    }};
    question.isSide = topic == Topic::PreviousTimeseries; // a leap year's may have too many points
    return question;
}

Question breakdownQuestion(const Look &look, const QString &dimension, const Part &part)
{
    Question question {Topic::Breakdown, u"/stats/breakdown"_s, breakdownItems(look, dimension, part),
        [look, dimension](const QByteArray &json) {
            return checked(parseBreakdown(json),
                [&](const Breakdown &breakdown) { return isOf(look, breakdown) && breakdown.dimension == dimension; });
        }};
    question.dimension = dimension;
    question.isSide = true;
    return question;
}

Question realtimeQuestion(const QString &site, int topPaths)
{
    return {Topic::Realtime, u"/stats/realtime"_s, realtimeItems(site, topPaths), [site](const QByteArray &json) {
        return checked(parseRealtime(json), [&site](const Realtime &realtime) { return realtime.site == site; });
    }};
}

Question pipelineQuestion()
{
    return {Topic::Pipeline, u"/pipeline"_s, {}, [](const QByteArray &json) { return checked(parsePipeline(json), always); }};
}

Question queueQuestion()
{
    Question question {
        Topic::Queue, u"/health"_s, {}, [](const QByteArray &json) { return checked(parseQueue(json), always); }};
    question.takesDegraded = true;
    return question;
}

}
