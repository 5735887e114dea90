#pragma once

#include "dashboard/charts/ink.h"
#include "dashboard/charts/marker.h"

#include <QWidget>

namespace footfall::dashboard {

// Which series is which, in one line: its marker and its name.
double legendWidth(const QList<Series> &series, const QFont &font);
void drawLegend(QPainter &painter, const QRectF &rect, const QList<Series> &series, const Ink &ink);

// The same as a widget, for the head of a card.
class Legend : public QWidget {
    Q_OBJECT
public:
    explicit Legend(QWidget *parent = nullptr);

    void setSeries(const QList<Series> &series); // their values do not matter
    void setStale(bool isStale);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<Series> m_series;
    bool m_isStale = false;
};

}
