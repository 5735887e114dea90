#pragma once

#include "dashboard/client/question.h"

namespace footfall::dashboard {

enum class Page { None, Overview, Realtime, Pipeline }; // None: nothing is visible

// A table of one dimension on the overview.
struct Panel {
    QString dimension;
    Part part = {};
    bool operator==(const Panel &) const = default;
};

// What is visible, and therefore asked for.
struct Scene {
    Page page = Page::Overview;
    Look look = {};
    QList<Panel> panels = {};
    QStringList watched = {}; // sites whose current visitors an alert wants, whatever is visible

    bool operator==(const Scene &) const = default;
};

// What the stats service is to be asked at `now`, and how often. Pure.
QList<Question> questionsOf(const Scene &scene, const QDateTime &now);

}
