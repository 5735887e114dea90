#pragma once

#include "dashboard/charts/chart.h"
#include "dashboard/charts/readout.h"
#include "dashboard/charts/scale.h"

#include <chrono>
#include <functional>

namespace footfall::dashboard {

// One figure at one moment.
struct Reading {
    qint64 time = 0; // milliseconds since 1970
    double value = 0; // at least 0; NaN: unknown, a gap
};

// One figure over the last minutes: its name, its newest value, its course.
class SmallChart : public Chart {
    Q_OBJECT
public:
    using Format = std::function<QString(double)>;

    // `format` says a value with its unit.
    SmallChart(const QString &title, Format format, QColor Theme::*color, QWidget *parent = nullptr);

    void setReadings(const QList<Reading> &readings); // by time; those older than the window are not shown
    void setWindow(std::chrono::seconds window);
    QString newest() const; // the newest value with its unit; a dash where it is unknown

    QSize sizeHint() const override { return {220, 110}; }
    QSize minimumSizeHint() const override { return {120, 80}; }

    QRectF area() const { return areaOf(rect(), ink()); } // where the line is
    QPointF place(const Reading &reading) const { return place(reading, area()); }

protected:
    Span shown() const override;
    std::optional<qsizetype> indexAt(const QPointF &at) const override;
    void drawPicture(QPainter &painter, const QRectF &rect, const Ink &ink) const override;
    void drawPoint(QPainter &painter, qsizetype index, const Ink &ink) const override;
    QRectF pointRect(qsizetype index) const override;
    QRectF plotRect() const override { return area().adjusted(0, 0, 8, 2); }
    QString head() const override { return {}; } // it has its own
    QString describe() const override;
    QString describePoint(qsizetype index) const override;

private:
    QRectF areaOf(const QRectF &rect, const Ink &ink) const;
    QPointF place(const Reading &reading, const QRectF &area) const;
    QString valueText(double value) const;
    QRectF boxAt(qsizetype index, const Readout &readout) const;
    void drawHead(QPainter &painter, const QRectF &rect, const Ink &ink) const;
    void drawLine(QPainter &painter, const QRectF &area, const Ink &ink) const;

    Format m_format;
    QColor Theme::*m_color;
    QList<Reading> m_readings;
    std::chrono::milliseconds m_window {std::chrono::minutes(5)};
    Scale m_scale;
};

}
