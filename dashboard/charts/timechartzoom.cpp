// How a stretch of a TimeChart is marked and shown alone.
#include "dashboard/charts/timechart.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleHints>

#include <algorithm>

namespace footfall::dashboard {

std::optional<Span> TimeChart::bandSpan() const
{
    if (!m_bandFrom || !m_bandTo)
        return std::nullopt;
    return Span {std::min(*m_bandFrom, *m_bandTo), std::max(*m_bandFrom, *m_bandTo)};
}

void TimeChart::setBand(std::optional<qsizetype> from, std::optional<qsizetype> to)
{
    if (from == m_bandFrom && to == m_bandTo)
        return;
    m_bandFrom = from;
    m_bandTo = to;
    update();
}

void TimeChart::drawOver(QPainter &painter, const Ink &ink) const
{
    const auto band = bandSpan();
    if (!band)
        return;
    const PlotLayout layout = plot();
    QRectF area = layout.area;
    area.setLeft(layout.x(band->first));
    area.setRight(layout.x(band->last));
    painter.fillRect(area, faded(ink.theme.accent, 0.16));
    for (const double x : {area.left(), area.right()})
        drawHairline(painter, {x, area.top()}, {x, area.bottom()}, ink.theme.accent);
}

void TimeChart::zoomTo(Span span)
{
    setBand({}, {});
    if (span == m_span)
        return;
    m_span = span;
    m_isZoomed = span != Span {0, m_data.starts.size() - 1};
    m_scale = roundScale(double(highest(m_data, m_span)));
    pictureChanged();
    dataChanged(pointedAt());
    emit zoomed(m_span.first, m_span.last);
}

void TimeChart::showAll()
{
    zoomTo({0, m_data.starts.size() - 1});
}

void TimeChart::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_isZoomable && indexAt(event->position()))
        m_press = event->position();
}

void TimeChart::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_press)
        return Chart::mouseMoveEvent(event);
    const PlotLayout layout = plot();
    const qsizetype here = layout.nearest(event->position().x());
    const double distance = qAbs(event->position().x() - m_press->x());
    if (m_bandFrom || distance >= QGuiApplication::styleHints()->startDragDistance())
        setBand(layout.nearest(m_press->x()), here);
    point(here);
}

void TimeChart::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton || !m_press)
        return;
    m_press.reset();
    const auto band = bandSpan();
    setBand({}, {});
    if (band && band->size() > 1) // one bucket alone is no line
        zoomTo(*band);
}

void TimeChart::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        showAll();
}

void TimeChart::focusOutEvent(QFocusEvent *event)
{
    m_press.reset();
    setBand({}, {});
    Chart::focusOutEvent(event);
}

void TimeChart::keyPressEvent(QKeyEvent *event)
{
    const bool moves = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right || event->key() == Qt::Key_Home
        || event->key() == Qt::Key_End;
    if (moves && m_isZoomable && event->modifiers() & Qt::ShiftModifier) {
        const auto from = m_bandFrom ? m_bandFrom : pointedAt();
        Chart::keyPressEvent(event);
        return setBand(from ? from : pointedAt(), pointedAt());
    }
    if (moves)
        setBand({}, {});
    const auto band = bandSpan();
    if (band && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return band->size() > 1 ? zoomTo(*band) : setBand({}, {});
    if (event->key() == Qt::Key_Escape && (band || m_press)) {
        m_press.reset();
        return setBand({}, {});
    }
    if (event->key() == Qt::Key_Escape && m_isZoomed)
        return showAll();
    Chart::keyPressEvent(event);
}

}
