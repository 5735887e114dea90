#include "dashboard/widgets/bardelegate.h"

#include "dashboard/models/roles.h"
#include "dashboard/widgets/tabulartext.h"
#include "dashboard/widgets/theme.h"

#include <QAbstractItemView>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

constexpr int barInset = 8;

void paintBar(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index, const Theme &theme,
    bool isStale)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int rowWidth = view ? view->viewport()->width() : option.rect.right();
    const QRect row(0, option.rect.top(), rowWidth, option.rect.height());
    const double fraction = index.siblingAtColumn(0).data(FractionRole).toDouble();
    const QRectF room = QRectF(row).adjusted(0, 1, 0, -1);
    QRectF bar = room;
    bar.setWidth(std::max(room.width() * fraction, 3.0));
    if (option.direction == Qt::RightToLeft)
        bar.moveRight(room.right());
    painter.setPen(Qt::NoPen);
    painter.setBrush(isStale ? theme.grid : theme.bar);
    if (fraction > 0)
        painter.drawRoundedRect(bar, 4, 4);
    if (option.state & QStyle::State_Selected) {
        painter.setPen(theme.accent);
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(room.adjusted(0.5, 0, -0.5, 0), 4, 4);
    }
}

// The parts of a path follow each other from left to right, also between Arabic or Hebrew
// ones, where a slash would take on their direction: a mark on both sides keeps its own.
void paintText(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const QString &text)
{
    QString elided = painter.fontMetrics().elidedText(text, Qt::ElideMiddle, rect.width());
    elided.replace(u'/', u"\u200E/\u200E"_s);
    painter.setLayoutDirection(Qt::LeftToRight);
    painter.drawText(rect, int(QStyle::visualAlignment(direction, Qt::AlignLeft) | Qt::AlignVCenter) | Qt::TextSingleLine, elided);
}

Qt::Alignment alignmentOf(const QModelIndex &index)
{
    return Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt()) & Qt::AlignHorizontal_Mask;
}

}

void BarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    painter->setClipRect(view ? option.rect & view->viewport()->rect() : option.rect); // on a page nothing else cuts a last row
    paintBar(*painter, option, index, theme, m_isStale);

    const bool isMuted = m_isStale || index.data(SecondaryRole).toBool();
    painter->setPen(isMuted ? theme.muted : theme.text);
    const bool isChosen = index.siblingAtColumn(0).data(ChosenRole).toBool();
    painter->setFont(isChosen ? scaled(option.font, 1, QFont::DemiBold) : option.font);
    const QRect text = option.rect.adjusted(barInset, 0, -barInset, 0);
    if (index.column() == 0)
        paintText(*painter, text, option.direction, index.data().toString());
    else
        drawTabular(*painter, text, QStyle::visualAlignment(option.direction, alignmentOf(index)), index.data().toString());
    painter->restore();
}

}
