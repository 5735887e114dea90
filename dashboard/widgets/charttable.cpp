#include "dashboard/widgets/charttable.h"

#include "dashboard/models/rankproxy.h"
#include "dashboard/models/roles.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScrollBar>

namespace footfall::dashboard {

namespace {

// Moments in the order of the rows: as texts, an hour that clocks show twice would come first.
class MomentsProxy : public RankProxy {
public:
    using RankProxy::RankProxy;

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override
    {
        return left.column() == 0 ? left.row() < right.row() : RankProxy::lessThan(left, right);
    }
};

}

ChartTable::ChartTable(QAbstractItemModel *rows, QWidget *parent)
    : BarTable(parent)
{
    auto *moments = new MomentsProxy(this);
    moments->setSourceModel(rows);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    setModel(moments);
    setSortable(0, Qt::DescendingOrder);
    for (const auto signal : {&QAbstractItemModel::rowsAboutToBeInserted, &QAbstractItemModel::rowsAboutToBeRemoved})
        connect(moments, signal, this, &ChartTable::holdPlace);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(moments, signal, this, &ChartTable::keepPlace);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ChartTable::scrollToTop);
    connect(this, &BarTable::copied, this, &ChartTable::copyRow);
}

void ChartTable::fitColumns()
{
    BarTable::fitColumns();
    m_timeWidth = neededWidth(0);
    fitTime();
}

void ChartTable::resizeEvent(QResizeEvent *event)
{
    BarTable::resizeEvent(event);
    fitTime();
}

// The time is not cut, as a text would be: where there is no room, one scrolls.
void ChartTable::fitTime()
{
    QHeaderView *header = horizontalHeader();
    if (header->count() == 0)
        return;
    const bool fits = header->length() - header->sectionSize(0) + m_timeWidth <= viewport()->width();
    const auto mode = fits ? QHeaderView::Stretch : QHeaderView::Fixed;
    if (header->sectionResizeMode(0) != mode)
        header->setSectionResizeMode(0, mode);
    if (!fits && header->sectionSize(0) != m_timeWidth)
        header->resizeSection(0, m_timeWidth);
}

void ChartTable::holdPlace()
{
    m_top = verticalScrollBar()->value() > 0 ? indexAt(QPoint(0, 0)) : QModelIndex();
}

void ChartTable::keepPlace()
{
    if (!m_top.isValid())
        return;
    executeDelayedItemsLayout(); // the scroll bar does not know of the rows yet
    verticalScrollBar()->setValue(m_top.row());
    m_top = QModelIndex();
}

void ChartTable::copyRow(const QModelIndex &index) const
{
    QStringList cells;
    for (int column = 0; column < model()->columnCount(); ++column)
        cells += index.siblingAtColumn(column).data(PlainRole).toString();
    QGuiApplication::clipboard()->setText(cells.join(u'\t'));
}

}
