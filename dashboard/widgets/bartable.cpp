#include "dashboard/widgets/bartable.h"

#include "dashboard/widgets/bardelegate.h"
#include "dashboard/widgets/tabulartext.h"
#include "dashboard/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>

#include <cmath>

namespace footfall {

BarTable::BarTable(QWidget *parent)
    : QTableView(parent)
    , m_delegate(new BarDelegate(this))
{
    setItemDelegate(m_delegate);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 11);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(fontMetrics().height() + 14);
    horizontalHeader()->setMinimumSectionSize(20);
}

void BarTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(model, signal, this, &BarTable::fitColumns);
    connect(model, &QAbstractItemModel::dataChanged, this, &BarTable::fitColumns);
    fitColumns();
}

void BarTable::setEmptyText(const QString &text)
{
    if (std::exchange(m_emptyText, text) != text)
        viewport()->update();
}

void BarTable::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) == isStale)
        return;
    m_delegate->setStale(isStale);
    viewport()->update();
}

// Not ResizeToContents: that measures with proportional digits.
void BarTable::fitColumns()
{
    constexpr int room = 17;
    const QFontMetricsF metrics(font());
    for (int column = 1; column < model()->columnCount(); ++column) {
        double widest = metrics.horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString());
        for (int row = 0; row < model()->rowCount(); ++row)
            widest = std::max(widest, tabularWidth(metrics, model()->index(row, column).data().toString()));
        if (const int width = int(std::ceil(widest)) + room; columnWidth(column) != width)
            setColumnWidth(column, width);
    }
}

void BarTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!model() || model()->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(Theme::of(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(0, 6, 0, 0), Qt::AlignLeft | Qt::AlignTop, m_emptyText);
}

void BarTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    viewport()->update();
}

void BarTable::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy))
        return QTableView::keyPressEvent(event);
    if (currentIndex().isValid())
        emit copied(currentIndex());
}

}
