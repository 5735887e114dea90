#pragma once

#include <QAccessibleWidget>

namespace footfall::dashboard {

// How a screen reader meets a Chart: a chart, whose value is the point that is read out, so
// that the arrow keys are heard.
class AccessibleChart : public QAccessibleWidget {
public:
    static void install(); // for all charts; again is harmless

    explicit AccessibleChart(QWidget *chart);
    QString text(QAccessible::Text text) const override;
};

}
