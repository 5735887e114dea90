#pragma once

#include <QList>
#include <QWidget>

namespace footfall::dashboard {

// The recent course of one figure, without scale: which way, and how steadily. Its ends are
// in the accessible description.
class Sparkline : public QWidget {
    Q_OBJECT
public:
    enum class Figure { Views, Users };

    explicit Sparkline(Figure figure, QWidget *parent = nullptr);

    void setPoints(const QList<QPointF> &points); // by x; any unit
    void setStale(bool isStale);
    QSize sizeHint() const override { return {92, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Figure m_figure;
    QList<QPointF> m_points;
    bool m_isStale = false;
};

}
