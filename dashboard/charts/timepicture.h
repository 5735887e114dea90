#pragma once

#include "dashboard/charts/ink.h"
#include "dashboard/charts/plotlayout.h"

namespace footfall::dashboard {

// What of a TimeChart stands still while the mouse moves: scale, times, series.
struct TimePicture {
    const TimeData &data;
    Span span; // what of it is shown
    Scale scale;
    QString note; // in the corner; empty: none
    QString emptyText; // where there is nothing to show

    bool isEmpty() const; // no value is known
    PlotLayout layout(const QRectF &rect, const Ink &ink) const;
    void draw(QPainter &painter, const QRectF &rect, const Ink &ink) const;

private:
    void drawScale(QPainter &painter, const PlotLayout &layout, const Ink &ink) const;
    void drawTimes(QPainter &painter, const PlotLayout &layout, const QRectF &rect, const Ink &ink) const;
    void drawNote(QPainter &painter, const PlotLayout &layout, const Ink &ink) const;
};

}
