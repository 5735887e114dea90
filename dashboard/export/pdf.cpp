#include "dashboard/export/files.h"

#include "dashboard/export/savefile.h"
#include "dashboard/format.h"
#include "dashboard/look/dimension.h"
#include "dashboard/widgets/theme.h"

#include <QCoreApplication>
#include <QFontInfo>
#include <QGuiApplication>
#include <QPainter>
#include <QPdfWriter>
#include <QScreen>
#include <QTimeZone>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

struct Pdf {
    Q_DECLARE_TR_FUNCTIONS(Pdf)
};

// The colours of paper, for as long as it lives.
class InLight {
public:
    explicit InLight(QWidget &widget)
        : m_widget(widget)
        , m_hadOwn(widget.testAttribute(Qt::WA_SetPalette))
        , m_before(widget.palette())
    {
        widget.setPalette(Theme::light().palette());
    }
    ~InLight() { m_widget.setPalette(m_hadOwn ? m_before : QPalette()); }
    Q_DISABLE_COPY_MOVE(InLight)

private:
    QWidget &m_widget;
    bool m_hadOwn;
    QPalette m_before;
};

QString titleOf(const Look &look)
{
    QStringList parts {look.site.isEmpty() ? u"Footfall"_s : displayText(look.site), text(look.range)};
    if (look.filter)
        parts += Pdf::tr("%1: %2").arg(dimensionTitle(look.filter->dimension),
            displayText(valueText(look.filter->dimension, look.filter->value)));
    return parts.join(u" · "_s);
}

QString noteOf(const Look &look, const QDateTime &now)
{
    const QDateTime there = now.toTimeZone(QTimeZone(look.zone));
    return Pdf::tr("Days in %1. Saved %2 by Footfall.")
        .arg(QString::fromLatin1(look.zone), QLocale().toString(there, QLocale::ShortFormat));
}

// Returns how much height it took.
double drawHead(QPainter &painter, double width, const Look &look, const QDateTime &now)
{
    const Theme &theme = Theme::light();
    const auto line = [&](double top, const QFont &font, const QColor &color, const QString &text) {
        painter.setFont(font);
        painter.setPen(color);
        const QFontMetricsF metrics(font, painter.device());
        painter.drawText(QPointF(0, top + metrics.ascent()), metrics.elidedText(text, Qt::ElideMiddle, width));
        return top + metrics.height();
    };
    const QFont font = QGuiApplication::font();
    const double below = line(0, scaled(font, 1.5, QFont::DemiBold), theme.text, titleOf(look));
    return line(below + 2, scaled(font, 0.9), theme.muted, noteOf(look, now)) + 12;
}

bool drawPage(QIODevice &file, QWidget &page, const Look &look, const QDateTime &now)
{
    QPdfWriter pdf(&file);
    pdf.setPageSize(QPageSize(QPageSize::A4));
    pdf.setPageOrientation(QPageLayout::Landscape);
    pdf.setPageMargins({12, 12, 12, 12}, QPageLayout::Millimeter);
    pdf.setTitle(titleOf(look));
    pdf.setCreator(u"Footfall"_s);
    // The widgets' own, or their fonts, which are in points, would be larger than they are.
    pdf.setResolution(page.logicalDpiX());
    QPainter painter(&pdf);
    if (!painter.isActive())
        return false;
    const double head = drawHead(painter, pdf.width(), look, now);
    const double scale = std::min(pdf.width() / double(page.width()), (pdf.height() - head) / double(page.height()));
    painter.translate(0, head);
    painter.scale(scale, scale);
    const InLight light(page);
    page.render(&painter);
    return painter.end();
}

}

Result<void> savePdf(const QString &path, QWidget &page, const Look &look, const QDateTime &now)
{
    return saveFile(path, [&](QIODevice &file) { return drawPage(file, page, look, now); });
}

}
