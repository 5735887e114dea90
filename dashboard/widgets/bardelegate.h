#pragma once

#include <QStyledItemDelegate>

namespace footfall::dashboard {

// A row of a table as one bar (FractionRole, over the whole width of the row) with the cells'
// texts on it: the first column elided in its middle and always from left to right, as paths
// are, the others numbers.
class BarDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setStale(bool isStale) { m_isStale = isStale; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    bool m_isStale = false;
};

}
