#include "dashboard/charts/longline.h"

#include "dashboard/charts/ink.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace footfall::dashboard {

namespace {
constexpr qsizetype piece = 16; // points
}

void strokeLine(QPainter &painter, const QPolygonF &line, QPen pen)
{
    painter.setBrush(Qt::NoBrush);
    double done = 0;
    for (qsizetype i = 0; i + 1 < line.size(); i += piece) {
        const QPolygonF part(line.mid(i, piece + 1));
        if (pen.style() != Qt::SolidLine)
            pen.setDashOffset(done / pen.widthF());
        painter.setPen(pen);
        painter.drawPolyline(part);
        for (qsizetype k = 1; k < part.size(); ++k)
            done += QLineF(part[k - 1], part[k]).length();
    }
}

void fillUnder(QPainter &painter, const QPolygonF &line, double bottom, const QColor &color)
{
    // Without antialiasing, neighbours neither overlap nor leave a seam.
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    for (qsizetype i = 0; i + 1 < line.size(); i += piece) {
        QPolygonF under(line.mid(i, piece + 1));
        under << QPointF(under.last().x(), bottom) << QPointF(under.first().x(), bottom);
        painter.drawPolygon(under);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void drawCrowdedLine(QPainter &painter, const QPolygonF &line, double width, const QColor &color)
{
    const double ratio = pixelsPerUnit(painter);
    if (line.size() > 1 && (line.last().x() - line.first().x()) * ratio > 2.0 * double(line.size())) {
        QList<QLineF> lines;
        for (qsizetype i = 1; i < line.size(); ++i)
            lines += QLineF(line[i - 1], line[i]);
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::FlatCap));
        return painter.drawLines(lines);
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Column &column : columnsOf(line, ratio))
        painter.fillRect(
            QRectF(column.x / ratio, column.top - width / 2, 1 / ratio, column.bottom - column.top + width), color);
    painter.setRenderHint(QPainter::Antialiasing);
}

QList<Column> columnsOf(const QPolygonF &line, double ratio)
{
    QList<Column> columns;
    const auto reach = [&](int x, double y) {
        if (columns.isEmpty() || columns.last().x != x)
            columns += Column {x, y, y};
        columns.last().top = std::min(columns.last().top, y);
        columns.last().bottom = std::max(columns.last().bottom, y);
    };
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QPointF from = line[i - 1];
        const QPointF to = line[i];
        const int first = int(std::floor(from.x() * ratio));
        const int last = int(std::floor(to.x() * ratio));
        reach(first, from.y());
        for (int x = first + 1; x <= last; ++x) {
            const double part = (x / ratio - from.x()) / (to.x() - from.x());
            const double edge = from.y() + part * (to.y() - from.y());
            reach(x - 1, edge);
            reach(x, edge);
        }
        reach(last, to.y());
    }
    return columns;
}

}
