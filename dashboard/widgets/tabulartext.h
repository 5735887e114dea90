#pragma once

#include <QRectF>
#include <QString>

class QFontMetricsF;
class QPainter;

namespace footfall::dashboard {

// Text whose digits all take the width of the widest, so that columns line up and a running
// number does not tremble. Fonts such as Inter have proportional digits by default, and
// Qt has no access to their tabular ones before 6.7.
qreal tabularWidth(const QFontMetricsF &metrics, const QString &text);

// One line, in the middle of the height of `rect`, in the painter's font and pen.
void drawTabular(QPainter &painter, const QRectF &rect, Qt::Alignment horizontal, const QString &text);

}
