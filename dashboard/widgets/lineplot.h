#pragma once

#include "dashboard/widgets/axisrange.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QChart;
class QChartView;
class QDateTimeAxis;
class QLineSeries;
class QValueAxis;
QT_END_NAMESPACE

namespace footfall {

// Two lines over time, each with a scale of its own: views on the left, users on the right.
// The only file that knows Qt Charts, which is to be replaced one day.
//
// The QChartView inside gets no mouse events: Qt 6.4 crashes on a press with nothing under
// the cursor (QTBUG-118669).
class LinePlot : public QWidget {
    Q_OBJECT
public:
    explicit LinePlot(QWidget *parent = nullptr);

    // By x, in milliseconds since 1970. The scales move only when the values leave them.
    void setLines(const QList<QPointF> &views, const QList<QPointF> &users);
    void setTimes(qint64 from, qint64 to, int steps, const QString &format);
    void resetScales(); // the next setLines() chooses them anew
    void setStale(bool isStale);

    // Where a value is drawn, in this widget's coordinates.
    QRectF area() const;
    QPointF viewsAt(const QPointF &value) const;
    QPointF usersAt(const QPointF &value) const;
    qreal timeAt(qreal x) const; // the other way round

protected:
    void changeEvent(QEvent *event) override;

private:
    void restyle();
    QPointF place(const QPointF &value, QLineSeries *line) const;

    QChart *m_chart;
    QChartView *m_view;
    QLineSeries *m_views;
    QLineSeries *m_users;
    QDateTimeAxis *m_times;
    QValueAxis *m_viewsScale;
    QValueAxis *m_usersScale;
    AxisRange m_viewsRange;
    AxisRange m_usersRange;
    bool m_isFresh = true;
    bool m_isStale = false;
};

}
