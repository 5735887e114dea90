#include "dashboard/widgets/theme.h"

namespace footfall::dashboard {

const Theme &Theme::light()
{
    static const Theme theme {
        .isDark = false,
        .page = 0xf5f7f9,
        .card = 0xffffff,
        .border = 0xe1e5ea,
        .grid = 0xedf0f3,
        .text = 0x15181d,
        .muted = 0x606b7b,
        .accent = 0x2f6bea,
        .onAccent = 0xffffff,
        .users = 0x0b7f6b,
        .bar = 0xe6edfc,
        .good = 0x16794a,
        .watch = 0x9a6700,
        .bad = 0xb42318,
        .alarm = 0xfdeceb,
        .onAlarm = 0x8a1f17,
    };
    return theme;
}

const Theme &Theme::dark()
{
    static const Theme theme {
        .isDark = true,
        .page = 0x15181d,
        .card = 0x1d2127,
        .border = 0x30363f,
        .grid = 0x282d35,
        .text = 0xe9ecf0,
        .muted = 0x9ba5b2,
        .accent = 0x6f9bff,
        .onAccent = 0x0c1322,
        .users = 0x38c9a7,
        .bar = 0x2a3650,
        .good = 0x45cb8c,
        .watch = 0xf0b429,
        .bad = 0xff7a6e,
        .alarm = 0x3b1f1f,
        .onAlarm = 0xffb7ae,
    };
    return theme;
}

const Theme &Theme::of(const QPalette &palette)
{
    const bool lightOnDark
        = palette.color(QPalette::WindowText).lightness() > palette.color(QPalette::Window).lightness();
    return lightOnDark ? dark() : light();
}

QPalette Theme::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, page);
    p.setColor(QPalette::Base, card);
    p.setColor(QPalette::AlternateBase, page);
    p.setColor(QPalette::Button, card);
    p.setColor(QPalette::ToolTipBase, card);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText,
             QPalette::BrightText})
        p.setColor(role, text);
    p.setColor(QPalette::PlaceholderText, muted);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, onAccent);
    p.setColor(QPalette::Link, accent);
    p.setColor(QPalette::LinkVisited, accent);
    p.setColor(QPalette::Light, card);
    p.setColor(QPalette::Midlight, grid);
    p.setColor(QPalette::Mid, border);
    p.setColor(QPalette::Dark, border.darker(isDark ? 80 : 115));
    p.setColor(QPalette::Shadow, isDark ? Qt::black : border.darker(150));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, muted);
    return p;
}

QFont scaled(const QFont &base, double factor, QFont::Weight weight)
{
    QFont font = base;
    if (base.pixelSize() > 0)
        font.setPixelSize(qRound(base.pixelSize() * factor));
    else
        font.setPointSizeF(base.pointSizeF() * factor);
    font.setWeight(weight);
    return font;
}

}
