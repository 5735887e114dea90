#pragma once

#include "dashboard/models/samples.h"

#include <QWidget>

#include <optional>

namespace footfall {

class LinePlot;

// Lies over a LinePlot: marks the newest sample, and reads out the one under the mouse or,
// by the arrow keys, any other.
class Crosshair : public QWidget {
    Q_OBJECT
public:
    explicit Crosshair(LinePlot &plot);

    void setSamples(const QList<Sample> &samples);
    void setStale(bool isStale);
    // What the box says now; empty when there is none.
    QString readout() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void point(std::optional<qsizetype> index);
    void paintFill(QPainter &painter) const;
    void paintNewest(QPainter &painter) const;
    void paintReadout(QPainter &painter, const Sample &sample) const;

    LinePlot &m_plot;
    QList<Sample> m_samples;
    std::optional<qint64> m_time; // of the sample that is read out
    bool m_isStale = false;
};

}
