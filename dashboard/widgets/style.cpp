#include "dashboard/widgets/style.h"

#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>

namespace footfall::dashboard {

namespace {

constexpr qreal radius = 5;
constexpr int chevronRoom = 16;

// A box whose corners are round except where it joins a neighbour.
QPainterPath outline(const QRectF &rect, const QString &segment, Qt::LayoutDirection direction)
{
    QPainterPath path;
    path.addRoundedRect(rect, radius, radius);
    const bool mirrored = direction == Qt::RightToLeft;
    const bool joinsLeft = segment == u"middle" || segment == (mirrored ? u"first" : u"last");
    const bool joinsRight = segment == u"middle" || segment == (mirrored ? u"last" : u"first");
    QPainterPath square;
    if (joinsLeft)
        square.addRect(QRectF(rect.topLeft(), QSizeF(radius * 2, rect.height())));
    if (joinsRight)
        square.addRect(QRectF(rect.right() - radius * 2, rect.top(), radius * 2, rect.height()));
    return path.united(square);
}

QRectF inner(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

void drawBox(QPainter *painter, const QPainterPath &path, const QColor &fill, const QColor &line)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line);
    painter->setBrush(fill);
    painter->drawPath(path);
    painter->restore();
}

// What Return does in a dialog.
bool isDefault(const QStyleOptionButton *button)
{
    return button && button->features & QStyleOptionButton::DefaultButton && button->state & QStyle::State_Enabled;
}

void drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const QString segment = widget ? widget->property("segment").toString() : QString();
    const bool isOn = option->state & QStyle::State_On;
    const bool isHot = option->state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    // Neighbours share one line: each but the last reaches a pixel into the next.
    QRectF rect = inner(option->rect);
    if (!segment.isEmpty() && segment != u"last")
        rect.setRight(rect.right() + 1);
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (button && button->features & QStyleOptionButton::Flat) {
        if (isOn || isHot)
            drawBox(painter, outline(rect, segment, option->direction), isOn ? theme.bar : theme.grid, Qt::transparent);
        return;
    }
    const bool isStrong = isOn || isDefault(button);
    const QColor fill = isStrong ? theme.accent : isHot ? theme.grid : theme.card;
    drawBox(painter, outline(rect, segment, option->direction), fill, isStrong ? theme.accent : theme.border);
}

bool hasChevron(const QWidget *widget)
{
    return widget && widget->property("chevron").toBool();
}

void drawChevron(QPainter *painter, const QPointF &c, const QColor &color, double down = 1)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF {c + QPointF(-3.5, -1.5 * down), c + QPointF(0, 2 * down), c + QPointF(3.5, -1.5 * down)});
    painter->restore();
}

void drawSpinBox(const QStyle &style, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool isUsed = option->state & QStyle::State_HasFocus;
    drawBox(painter, outline(inner(option->rect), {}, option->direction), theme.card, isUsed ? theme.accent : theme.border);
    const auto center = [&](QStyle::SubControl part) {
        return QRectF(style.subControlRect(QStyle::CC_SpinBox, option, part, widget)).center();
    };
    drawChevron(painter, center(QStyle::SC_SpinBoxUp), theme.muted, -1);
    drawChevron(painter, center(QStyle::SC_SpinBoxDown), theme.muted);
}

void drawCombo(const QStyle &style, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    const bool isHot = option->state & (QStyle::State_MouseOver | QStyle::State_HasFocus);
    const bool isChosen = widget && widget->property("chosen").toBool();
    drawBox(painter, outline(inner(option->rect), {}, option->direction), theme.card,
        isChosen ? theme.accent : isHot ? theme.muted : theme.border);

    const QRect arrow = style.subControlRect(QStyle::CC_ComboBox, option, QStyle::SC_ComboBoxArrow, widget);
    drawChevron(painter, QRectF(arrow).center(), theme.muted);
}

void drawSlider(const QStyle &style, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(option->palette);
    painter->fillRect(option->rect, theme.card);
    const QRectF slider(style.subControlRect(QStyle::CC_ScrollBar, option, QStyle::SC_ScrollBarSlider, widget));
    QPainterPath path;
    path.addRoundedRect(slider.adjusted(2, 2, -2, -2), 3, 3);
    const QColor fill = option->state & QStyle::State_MouseOver ? theme.muted : theme.border;
    drawBox(painter, path, fill, Qt::transparent);
}

// The order is told by a triangle before a number's head and behind a text's, pointing to the
// smaller end.
void drawHeaderLabel(const QStyleOptionHeader *header, QPainter *painter, const QWidget *widget)
{
    const Theme &theme = Theme::of(header->palette);
    const bool isHot = header->state & QStyle::State_MouseOver && header->state & QStyle::State_Enabled;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(isHot ? theme.text : theme.muted);
    painter->setFont(scaled(widget->font(), 0.92));
    const bool isText = !(header->textAlignment & Qt::AlignRight);
    const Qt::Alignment alignment = QStyle::visualAlignment(header->direction, header->textAlignment);
    const int atEdge = header->direction == Qt::RightToLeft ? -2 : 0; // which would cut a last letter
    const QRect room = header->rect.adjusted(isText ? 0 : -12, 0, isText ? atEdge : -9, 0);
    painter->drawText(room, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, header->text);
    if (header->sortIndicator != QStyleOptionHeader::None) {
        const int width = painter->fontMetrics().horizontalAdvance(header->text);
        const bool isAtLeft = !(alignment & Qt::AlignRight);
        const double x = isAtLeft ? room.left() + width + 8 : room.right() - width - 7;
        const double y = room.center().y() + 1;
        const double down = header->sortIndicator == QStyleOptionHeader::SortUp ? 1 : -1; // Qt's word for descending
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.muted);
        painter->drawPolygon(QPolygonF {QPointF(x - 3, y - 1.5 * down), QPointF(x + 3, y - 1.5 * down), QPointF(x, y + 2 * down)});
    }
    painter->restore();
}

// What is chosen in a menu has a tick before it, in the room that Fusion keeps for its box.
void drawTick(const QStyleOptionMenuItem *item, QPainter *painter)
{
    const QRect &rect = item->rect;
    const int room = std::max(int(rect.height() * 0.79), item->maxIconWidth) + 8; // with that before the text
    const QPointF c = QRectF(QStyle::visualRect(item->direction, rect, QRect(rect.left(), rect.top(), room, rect.height()))).center();
    const Theme &theme = Theme::of(item->palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QColor color = item->state & QStyle::State_Selected ? theme.onAccent : theme.accent;
    painter->setPen(QPen(color, 1.7, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(QPolygonF {c + QPointF(-4, 0.5), c + QPointF(-1.2, 3.3), c + QPointF(4.2, -3)});
    painter->restore();
}

void drawFrame(const QStyleOption *option, QPainter *painter)
{
    painter->save();
    painter->setPen(Theme::of(option->palette).border);
    painter->setBrush(Qt::NoBrush);
    painter->drawRect(inner(option->rect));
    painter->restore();
}

void drawField(const QStyleOption *option, QPainter *painter)
{
    const Theme &theme = Theme::of(option->palette);
    const bool isUsed = option->state & QStyle::State_HasFocus;
    drawBox(painter, outline(inner(option->rect), {}, option->direction), theme.card, isUsed ? theme.accent : theme.border);
}

}

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == PE_PanelItemViewRow && qobject_cast<const BarTable *>(widget))
        return; // its delegate draws the rows
    if (element == PE_Frame || element == PE_FrameMenu)
        return drawFrame(option, painter);
    if (element == PE_PanelLineEdit && qstyleoption_cast<const QStyleOptionFrame *>(option)
        && static_cast<const QStyleOptionFrame *>(option)->lineWidth > 0)
        return drawField(option, painter);
    if (element != PE_FrameFocusRect)
        return QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (!(option->state & State_KeyboardFocusChange))
        return;
    const Theme &theme = Theme::of(option->palette);
    const bool onAccent = option->state & State_On;
    drawBox(painter, outline(inner(option->rect), {}, option->direction), Qt::transparent,
        onAccent ? theme.onAccent : theme.accent);
}

void Style::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    if (element == CE_PushButtonBevel)
        return drawButton(option, painter, widget);
    const Theme &theme = Theme::of(option->palette);
    if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        button && element == CE_PushButtonLabel) {
        QStyleOptionButton label = *button;
        const bool isOn = option->state & State_On;
        const bool isFlat = button->features & QStyleOptionButton::Flat;
        const QColor quiet = option->state & State_MouseOver ? theme.text : theme.muted;
        const QColor plain = option->state & State_Enabled ? theme.text : theme.muted;
        const QColor color = isFlat ? (isOn ? theme.accent : quiet) : isOn || isDefault(button) ? theme.onAccent : plain;
        for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled})
            label.palette.setColor(group, QPalette::ButtonText, color);
        if (hasChevron(widget)) {
            const QRect rect = option->rect;
            label.rect = visualRect(option->direction, rect, rect.adjusted(0, 0, -chevronRoom, 0));
            const QPointF center(rect.right() - chevronRoom + 1, rect.center().y() + 0.5);
            const bool isMirrored = option->direction == Qt::RightToLeft;
            drawChevron(painter, isMirrored ? QPointF(rect.left() + rect.right() - center.x(), center.y()) : center,
                isOn ? color : theme.muted);
        }
        return QProxyStyle::drawControl(element, &label, painter, widget);
    }
    if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        item && element == CE_MenuItem && item->checkType != QStyleOptionMenuItem::NotCheckable) {
        QStyleOptionMenuItem plain = *item;
        plain.checkType = QStyleOptionMenuItem::NotCheckable;
        QProxyStyle::drawControl(element, &plain, painter, widget);
        if (item->checked)
            drawTick(item, painter);
        return;
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea)
        return painter->fillRect(option->rect, theme.card);
    // Not only its label, which Fusion makes narrower by an arrow.
    if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option); header && element == CE_Header) {
        painter->fillRect(option->rect, theme.card);
        return drawHeaderLabel(header, painter, widget);
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (control == CC_ComboBox)
        return drawCombo(*this, option, painter, widget);
    if (control == CC_SpinBox)
        return drawSpinBox(*this, option, painter, widget);
    if (control == CC_ScrollBar)
        return drawSlider(*this, option, painter, widget);
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return visualRect(option->direction, option->rect, option->rect.adjusted(7, 2, -24, -2));
    if (control == CC_ComboBox && part == SC_ComboBoxArrow)
        return visualRect(option->direction, option->rect,
            QRect(option->rect.right() - 23, option->rect.top(), 22, option->rect.height()));
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider)
        return QProxyStyle::subControlRect(control, option, part, widget);

    // A scroll bar without arrows.
    const bool isHorizontal = slider->orientation == Qt::Horizontal;
    const int length = isHorizontal ? slider->rect.width() : slider->rect.height();
    const int range = slider->maximum - slider->minimum;
    const int handle = range > 0
        ? std::clamp(int(qint64(length) * slider->pageStep / (range + slider->pageStep)), std::min(24, length), length)
        : length;
    const int at = sliderPositionFromValue(
        slider->minimum, slider->maximum, slider->sliderPosition, length - handle, slider->upsideDown);
    const auto stretch = [&](int from, int size) {
        const QRect rect = isHorizontal ? QRect(from, slider->rect.top(), size, slider->rect.height())
                                        : QRect(slider->rect.left(), from, slider->rect.width(), size);
        return visualRect(slider->direction, slider->rect, rect);
    };
    switch (part) {
    case SC_ScrollBarSlider: return stretch(at, handle);
    case SC_ScrollBarGroove: return slider->rect;
    case SC_ScrollBarSubPage: return stretch(0, at);
    case SC_ScrollBarAddPage: return stretch(at + handle, length - at - handle);
    default: return {};
    }
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int height = option->fontMetrics.height() + 12;
    if (type == CT_PushButton)
        return {size.width() + 24 + (hasChevron(widget) ? chevronRoom : 0), height};
    if (type == CT_ComboBox || type == CT_SpinBox)
        result.setHeight(height);
    if (type == CT_ItemViewItem)
        result.setHeight(std::max(result.height(), option->fontMetrics.height() + 8));
    return result;
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return 10;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *result) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, result);
}

// Dialogs and menus take the colours of the window they belong to, not of the desktop.
void Style::polish(QWidget *widget)
{
    if (widget->isWindow() && widget->parentWidget())
        widget->setAttribute(Qt::WA_WindowPropagation);
    QProxyStyle::polish(widget);
}

}
