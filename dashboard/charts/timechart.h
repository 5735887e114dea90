#pragma once

#include "dashboard/charts/chart.h"
#include "dashboard/charts/readout.h"
#include "dashboard/charts/timepicture.h"

namespace footfall::dashboard {

// Series over buckets of time, on one scale. Drag over a stretch of it to see that alone (or
// Shift with the arrows, then Enter); a double click or Esc shows all again.
//
// One scale even where one series is far beneath another: two would make crossings and
// distances that mean nothing, and the readout gives the exact values.
class TimeChart : public Chart {
    Q_OBJECT
public:
    explicit TimeChart(QWidget *parent = nullptr);

    // Equal data costs nothing. Newer data of the same stretch keeps the scale while it fits,
    // and a point or zoom at its moment; any other begins anew.
    void setData(const TimeData &data);
    const TimeData &data() const { return m_data; }
    void setEmptyText(const QString &text); // what is said where there is nothing
    void setZoomable(bool isZoomable) { m_isZoomable = isZoomable; }

    bool isZoomed() const { return m_isZoomed; }
    Span zoom() const { return m_span; } // the buckets that are shown
    PlotLayout plot() const { return picture().layout(rect(), ink()); }
    const Scale &scale() const { return m_scale; }

    QSize sizeHint() const override { return {640, 240}; }
    QSize minimumSizeHint() const override { return {120, 80}; }

public slots:
    void showAll(); // ends the zoom

signals:
    // Other buckets are shown, by somebody's hand or because the data moved on.
    void zoomed(qsizetype first, qsizetype last);

protected:
    Span shown() const override { return m_span; }
    std::optional<qsizetype> indexAt(const QPointF &at) const override { return plot().indexAt(at); }
    void drawPicture(QPainter &painter, const QRectF &rect, const Ink &ink) const override;
    void drawPoint(QPainter &painter, qsizetype index, const Ink &ink) const override;
    QRectF pointRect(qsizetype index) const override;
    QRectF plotRect() const override { return plot().area.adjusted(-5, -5, 12, 5); }
    QString describe() const override;
    QString describePoint(qsizetype index) const override { return readoutAt(index).text(); }
    QList<Series> legend() const override { return m_data.series; }
    void drawOver(QPainter &painter, const Ink &ink) const override;

    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    TimePicture picture() const;
    Readout readoutAt(qsizetype index) const;
    std::optional<Span> bandSpan() const;
    void setBand(std::optional<qsizetype> from, std::optional<qsizetype> to);
    void zoomTo(Span span);

    TimeData m_data;
    Span m_span;
    Scale m_scale;
    QString m_emptyText;
    bool m_isZoomable = true;
    bool m_isZoomed = false;
    std::optional<QPointF> m_press;
    std::optional<qsizetype> m_bandFrom; // the stretch that is being marked
    std::optional<qsizetype> m_bandTo;
};

}
