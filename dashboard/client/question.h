#pragma once

#include "dashboard/client/failure.h"
#include "dashboard/client/figures.h"
#include "dashboard/look/query.h"

#include <functional>
#include <variant>

namespace footfall::dashboard {

using Figures = std::variant<QList<Site>, Stats, Timeseries, Breakdown, Realtime, Pipeline, Queue>;

// One GET of figures, and how its answer is read. Pure values; what is asked is its identity.
struct Question {
    enum class Topic { Sites, Stats, Timeseries, PreviousTimeseries, Breakdown, Realtime, Pipeline, Queue };
    Topic topic = Topic::Sites;
    QString path = {};
    QueryItems items = {};
    // Malformed: it is not what the path answers, or for another site, range or dimension.
    std::function<Answer<Figures>(const QByteArray &json)> read = {};

    QString dimension = {}; // of a Breakdown
    bool takesDegraded = false; // a 503 that can be read is an answer
    bool isSide = false; // a 400 or 404 harms nothing but this: an older service, a dimension that is not counted
    bool isToldAlways = false; // changed or not
    QString occasion = {}; // tells the same words apart that mean something else each day
    int everyRounds = 1; // how many polls of a second until it is asked again

    QString key() const { return path + u'?' + encoded(items) + occasion; }
};

Question sitesQuestion();
Question statsQuestion(const Look &look);
Question timeseriesQuestion(const Look &look, const QDateTime &now, Question::Topic topic = Question::Topic::Timeseries);
Question breakdownQuestion(const Look &look, const QString &dimension, const Part &part);
Question realtimeQuestion(const QString &site, int topPaths);
Question pipelineQuestion();
Question queueQuestion(); // to the ingest service

}
