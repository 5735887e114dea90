#include "dashboard/charts/chart.h"

#include "dashboard/charts/accessiblechart.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QStyleOptionFocusRect>

#include <algorithm>

namespace footfall::dashboard {

Chart::Chart(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    AccessibleChart::install();
}

void Chart::setTitle(const QString &title)
{
    setAccessibleName(title);
}

void Chart::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) != isStale)
        pictureChanged();
}

QString Chart::readout() const
{
    return m_pointed ? describePoint(*m_pointed) : QString();
}

Ink Chart::ink() const
{
    return {Theme::of(palette()), font(), m_isStale};
}

void Chart::pictureChanged()
{
    pictureChanged(rect());
}

void Chart::pictureChanged(const QRectF &part)
{
    const QRect whole = part.toAlignedRect() & rect();
    m_changed += whole;
    update(whole);
}

void Chart::dataChanged(std::optional<qsizetype> pointed)
{
    const bool isKnown = pointed && shown().contains(*pointed);
    const auto now = isKnown ? pointed : std::nullopt;
    if (m_pointed || now)
        update();
    if (std::exchange(m_pointed, now) != now)
        emit this->pointed(now);
    tellDescription();
}

void Chart::showPoint(std::optional<qsizetype> index)
{
    if (index && !shown().contains(*index))
        index = std::nullopt;
    if (m_pointed == index)
        return;
    for (const auto &place : {m_pointed, index}) {
        if (place)
            update(pointRect(*place).toAlignedRect());
    }
    m_pointed = index;
    tellDescription();
}

void Chart::point(std::optional<qsizetype> index)
{
    const auto before = m_pointed;
    showPoint(index);
    if (m_pointed != before)
        emit pointed(m_pointed);
}

// Qt tells the screen reader.
void Chart::tellDescription()
{
    const QString description = m_pointed ? readout() : describe();
    if (description == accessibleDescription())
        return;
    setAccessibleDescription(description);
    if (!m_pointed)
        return;
    QAccessibleValueChangeEvent event(this, description);
    QAccessible::updateAccessibility(&event);
}

void Chart::refreshPicture()
{
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_picture.size() != pixels || m_picture.devicePixelRatioF() != devicePixelRatioF()) {
        m_picture = QPixmap(pixels);
        m_picture.setDevicePixelRatio(devicePixelRatioF());
        m_picture.fill(Qt::transparent); // without this it would have no alpha channel
        m_changed = rect();
    }
    if (m_changed.isEmpty())
        return;
    QPainter painter(&m_picture);
    painter.setLayoutDirection(Qt::LeftToRight); // as time runs
    painter.setClipRegion(m_changed);
    painter.setCompositionMode(QPainter::CompositionMode_Clear);
    painter.fillRect(rect(), Qt::transparent);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    drawPicture(painter, rect(), ink());
    m_changed = {};
}

void Chart::paintEvent(QPaintEvent *)
{
    if (size().isEmpty())
        return;
    QPainter painter(this);
    painter.setLayoutDirection(Qt::LeftToRight);
    if (qFuzzyCompare(pixelsPerUnit(painter), devicePixelRatioF())) {
        refreshPicture();
        painter.drawPixmap(0, 0, m_picture);
    } else {
        drawPicture(painter, rect(), ink()); // rendered onto a finer image or a page
    }
    painter.setRenderHint(QPainter::Antialiasing);
    drawOver(painter, ink());
    if (hasFocus()) {
        QStyleOptionFocusRect focus;
        focus.initFrom(this);
        focus.rect = plotRect().toAlignedRect() & rect();
        style()->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, &painter, this);
    }
    if (m_pointed)
        drawPoint(painter, *m_pointed, ink());
}

void Chart::changeEvent(QEvent *event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::StyleChange: pictureChanged(); break;
    case QEvent::LocaleChange:
    case QEvent::LanguageChange:
        pictureChanged();
        tellDescription();
        break;
    default: break;
    }
    QWidget::changeEvent(event);
}

void Chart::resizeEvent(QResizeEvent *event)
{
    pictureChanged();
    QWidget::resizeEvent(event);
}

void Chart::mouseMoveEvent(QMouseEvent *event)
{
    point(indexAt(event->position()));
}

void Chart::leaveEvent(QEvent *event)
{
    point(std::nullopt);
    QWidget::leaveEvent(event);
}

void Chart::focusOutEvent(QFocusEvent *event)
{
    point(std::nullopt);
    QWidget::focusOutEvent(event);
}

void Chart::keyPressEvent(QKeyEvent *event)
{
    const Span span = shown();
    if (span.size() <= 0)
        return QWidget::keyPressEvent(event);
    const auto within = [&](qsizetype i) { return std::clamp(i, span.first, span.last); };
    switch (event->key()) {
    case Qt::Key_Left: return point(m_pointed ? within(*m_pointed - 1) : span.last);
    case Qt::Key_Right: return point(m_pointed ? within(*m_pointed + 1) : span.first);
    case Qt::Key_Home: return point(span.first);
    case Qt::Key_End: return point(span.last);
    case Qt::Key_Escape:
        if (m_pointed)
            return point(std::nullopt);
        break;
    default: break;
    }
    QWidget::keyPressEvent(event);
}

}
