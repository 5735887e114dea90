#include "dashboard/widgets/bartable.h"

#include "dashboard/models/roles.h"
#include "dashboard/widgets/bardelegate.h"
#include "dashboard/widgets/tabulartext.h"
#include "dashboard/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <cmath>

namespace footfall::dashboard {

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
    setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 9);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setFixedHeight(fontMetrics().height() + 5);
    horizontalHeader()->setMinimumSectionSize(20);
}

void BarTable::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(model, signal, this, &BarTable::takeRows);
        connect(model, signal, this, &BarTable::describeEmptiness);
    }
    connect(model, &QAbstractItemModel::dataChanged, this, &BarTable::fitColumns);
    connect(model, &QAbstractItemModel::modelReset, this, &BarTable::adoptColumns);
    adoptColumns();
}

void BarTable::adoptColumns()
{
    if (model()->columnCount() == 0)
        return;
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    takeRows();
}

void BarTable::setShownRows(int least, int most)
{
    m_leastRows = least;
    m_mostRows = most;
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    updateGeometry();
}

QSize BarTable::sizeHint() const
{
    if (m_mostRows == 0 || !model())
        return QTableView::sizeHint();
    const int rows = std::clamp(model()->rowCount(), m_leastRows, m_mostRows);
    return {QTableView::sizeHint().width(), horizontalHeader()->height() + rows * verticalHeader()->defaultSectionSize()};
}

void BarTable::takeRows()
{
    fitColumns();
    if (m_mostRows > 0)
        updateGeometry();
}

void BarTable::setEmptyText(const QString &text)
{
    if (std::exchange(m_emptyText, text) == text)
        return;
    viewport()->update();
    describeEmptiness();
}

// For those who do not see that it is empty.
void BarTable::describeEmptiness()
{
    setAccessibleDescription(model() && model()->rowCount() > 0 ? QString() : m_emptyText);
}

void BarTable::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) == isStale)
        return;
    m_delegate->setStale(isStale);
    viewport()->update();
}

void BarTable::setSortable(int column, Qt::SortOrder order)
{
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicator(column, order);
    setSortingEnabled(true);
}

void BarTable::fitColumns()
{
    for (int column = 1; column < model()->columnCount(); ++column) {
        m_lastWidth = neededWidth(column);
        if (columnWidth(column) != m_lastWidth)
            setColumnWidth(column, m_lastWidth);
    }
    fitSecondary();
}

void BarTable::fitSecondary()
{
    constexpr int leastLetters = 12;
    const int last = model() ? model()->columnCount() - 1 : 0;
    if (last < 2 || !model()->index(0, last).data(SecondaryRole).toBool())
        return;
    int room = viewport()->width() - m_lastWidth;
    for (int column = 1; column < last; ++column)
        room -= columnWidth(column);
    const bool fits = room >= leastLetters * fontMetrics().averageCharWidth();
    if (isColumnHidden(last) == fits)
        setColumnHidden(last, !fits);
}

// Not ResizeToContents: that measures with proportional digits.
int BarTable::neededWidth(int column)
{
    constexpr int room = 17;
    const double besideHeader = horizontalHeader()->sectionsClickable() ? 4 : 0; // the mark of the order
    double widest = QFontMetricsF(font()).horizontalAdvance(model()->headerData(column, Qt::Horizontal).toString()) + besideHeader;
    for (int row = 0; row < model()->rowCount(); ++row)
        widest = std::max(widest, widthOf(model()->index(row, column).data().toString()));
    return int(std::ceil(widest)) + room;
}

// To measure a text costs ten times what it does to make it, and thousands of rows of numbers have
// few shapes.
double BarTable::widthOf(const QString &text)
{
    if (std::exchange(m_measured, font()) != font())
        m_widths.clear();
    QString shape = text;
    for (QChar &c : shape) {
        if (c >= u'0' && c <= u'9')
            c = u'0';
    }
    const auto known = m_widths.constFind(shape);
    return known != m_widths.constEnd() ? *known : *m_widths.insert(shape, tabularWidth(QFontMetricsF(font()), text));
}

void BarTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!model())
        return;
    QPainter painter(viewport());
    if (model()->rowCount() > 0)
        return hideCutRow(painter);
    painter.setPen(Theme::of(palette()).muted);
    painter.drawText(viewport()->rect().adjusted(0, 6, 0, 0), int(QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft) | Qt::AlignTop) | Qt::TextWordWrap, m_emptyText);
}

// Half a row at the foot would only look cut off; the scroll bar says that there are more.
void BarTable::hideCutRow(QPainter &painter) const
{
    const int last = rowAt(viewport()->height() - 1);
    if (last <= rowAt(0)) // behind the last, or the only one
        return;
    const int top = rowViewportPosition(last);
    if (top + rowHeight(last) > viewport()->height())
        painter.fillRect(0, top, viewport()->width(), viewport()->height() - top, Theme::of(palette()).card);
}

void BarTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitSecondary();
    viewport()->update();
}

void BarTable::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->matches(QKeySequence::Copy) && current.isValid())
        return emit copied(current);
    if (isReturn && current.isValid())
        return emit chosen(current);
    QTableView::keyPressEvent(event);
}

// Pressed and released on the same row, as a button is. Not QAbstractItemView::clicked(), which
// knows no Ctrl, nor activated(), which a second click of two calls as well.
void BarTable::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton ? indexAt(event->position().toPoint()) : QModelIndex();
    QTableView::mousePressEvent(event);
}

void BarTable::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QModelIndex pressed = std::exchange(m_pressed, {});
    const QModelIndex released = indexAt(event->position().toPoint());
    if (event->button() != Qt::LeftButton || !pressed.isValid() || released.row() != pressed.row())
        return;
    setCurrentIndex(pressed); // a click with Ctrl would have selected nothing
    if (event->modifiers() & Qt::ControlModifier)
        emit copied(pressed);
    else if (!(event->modifiers() & Qt::ShiftModifier))
        emit chosen(pressed);
}

}
