#include "dashboard/widgets/healthline.h"

#include "dashboard/widgets/caption.h"
#include "dashboard/widgets/theme.h"

#include <QHBoxLayout>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

using Level = Health::Level;
constexpr int markSide = 24;

QColor colorOf(Level level, const Theme &theme)
{
    switch (level) {
    case Level::Well: return theme.good;
    case Level::Watch: return theme.watch;
    case Level::Trouble: return theme.bad;
    case Level::Unknown: break;
    }
    return theme.muted;
}

void drawMark(QPainter &painter, const QPointF &c, Level level, const Theme &theme, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    if (level == Level::Watch)
        painter.drawPolygon(QPolygonF {c + QPointF(0, -11), c + QPointF(12, 10), c + QPointF(-12, 10)});
    else
        painter.drawEllipse(c, 11, 11);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.card, 2.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    switch (level) {
    case Level::Well:
        painter.drawPolyline(QPolygonF {c + QPointF(-5, 0.5), c + QPointF(-1.5, 4), c + QPointF(5, -4)});
        break;
    case Level::Watch:
        painter.drawLine(c + QPointF(0, -3), c + QPointF(0, 3));
        painter.drawPoint(c + QPointF(0, 7));
        break;
    case Level::Trouble:
        painter.drawLine(c + QPointF(-4, -4), c + QPointF(4, 4));
        painter.drawLine(c + QPointF(-4, 4), c + QPointF(4, -4));
        break;
    case Level::Unknown:
        painter.drawArc(QRectF(c.x() - 3.5, c.y() - 6.5, 7, 7), 180 * 16, -250 * 16);
        painter.drawLine(c + QPointF(0, 0.8), c + QPointF(0, 1.6));
        painter.drawPoint(c + QPointF(0, 6));
        break;
    }
}

QString nameOf(Level level)
{
    switch (level) {
    case Level::Well: return HealthLine::tr("Well");
    case Level::Watch: return HealthLine::tr("To be watched");
    case Level::Trouble: return HealthLine::tr("Trouble");
    case Level::Unknown: break;
    }
    return HealthLine::tr("Not known");
}

}

HealthLine::HealthLine(QWidget *parent)
    : Card(parent)
    , m_sentence(new Caption)
{
    setObjectName(u"health"_s);
    m_sentence->setObjectName(u"healthSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(padding, padding, padding, padding);
    row->setSpacing(0);
    row->addSpacing(markSide + padding);
    row->addWidget(m_sentence, 1);
    setHealth({});
}

void HealthLine::setHealth(const Health &health)
{
    m_level = health.level;
    m_sentence->setText(health.sentence);
    setAccessibleName(nameOf(m_level));
    setAccessibleDescription(health.sentence);
    update();
}

void HealthLine::setStale(bool isStale)
{
    m_isStale = isStale;
    m_sentence->setForegroundRole(isStale ? QPalette::PlaceholderText : QPalette::WindowText);
    update();
}

void HealthLine::paintEvent(QPaintEvent *event)
{
    Card::paintEvent(event);
    const Theme &theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double x = padding + markSide / 2.0;
    const QPointF center(layoutDirection() == Qt::RightToLeft ? width() - x : x, height() / 2.0);
    drawMark(painter, center, m_level, theme, m_isStale ? theme.muted : colorOf(m_level, theme));
}

}
