#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/models/samples.h"
#include "dashboard/widgets/card.h"

#include <QTimer>

class QLabel;

namespace footfall {

class Crosshair;
class LinePlot;
class Segments;

// Views and unique users over the last minutes, as they were polled. Keeps an hour at most.
class LiveChart : public Card {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    static constexpr qsizetype capacity = 3600;

    explicit LiveChart(Clock clock, QWidget *parent = nullptr);

    void add(const Sample &sample);
    void clear();
    const Samples &samples() const { return m_samples; }
    int minutes() const { return m_minutes; }
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);

signals:
    void minutesChanged();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void chooseMinutes(int minutes);
    void redrawSoon();
    void redraw();

    Clock m_clock;
    Samples m_samples {capacity};
    int m_minutes = 5;
    bool m_isStale = false;
    LinePlot *m_plot;
    Crosshair *m_crosshair;
    QLabel *m_waiting;
    QTimer m_timer;
};

}
