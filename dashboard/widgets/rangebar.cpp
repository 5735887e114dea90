#include "dashboard/widgets/rangebar.h"

#include "dashboard/widgets/menus.h"

#include <QMenu>
#include <QPushButton>

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

using Preset = Range::Preset;

constexpr std::array presets {Preset::Today, Preset::Yesterday, Preset::Days7, Preset::Days30, Preset::Days90,
    Preset::Month, Preset::Year, Preset::All};

// What fits a button; text() has what stands alone.
QString shortText(Preset preset)
{
    switch (preset) {
    case Preset::Days7: return RangeBar::tr("7 days");
    case Preset::Days30: return RangeBar::tr("30 days");
    case Preset::Days90: return RangeBar::tr("90 days");
    case Preset::Month: return RangeBar::tr("Month");
    case Preset::Year: return RangeBar::tr("Year");
    case Preset::All: return RangeBar::tr("All");
    default: return text(Range {preset});
    }
}

}

RangeBar::RangeBar(QWidget *parent)
    : QWidget(parent)
    , m_more(new QPushButton(this))
{
    setObjectName(u"rangeBar"_s);
    for (const Preset preset : presets) {
        auto *button = new QPushButton(shortText(preset), this);
        button->setObjectName(u"range_"_s + name(Range {preset}));
        button->setAccessibleName(text(Range {preset}));
        button->setToolTip(text(Range {preset}));
        button->setCheckable(true);
        m_group.addButton(button);
        m_buttons += button;
        connect(button, &QPushButton::clicked, this, [this, preset] { emit picked(Range {preset}); });
    }
    m_more->setObjectName(u"moreRanges"_s);
    m_more->setCheckable(true);
    m_more->setProperty("chevron", true);
    m_more->setProperty("segment", u"last"_s);
    m_more->setToolTip(tr("All ranges, and days of your own"));
    m_group.addButton(m_more);
    connect(m_more, &QPushButton::clicked, this, &RangeBar::openMenu);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setRange({});
}

void RangeBar::setRange(const Range &range)
{
    m_range = range;
    layOut();
}

void RangeBar::layOut()
{
    const auto place = [this](int shown, const QString &moreText) {
        m_more->setText(moreText);
        int width = m_more->sizeHint().width();
        for (int i = 0; i < shown; ++i)
            width += m_buttons[i]->sizeHint().width();
        return width;
    };
    // The text of the last depends on what is shown, and what is shown on its width.
    const auto preset = std::find(presets.begin(), presets.end(), m_range.preset) - presets.begin();
    int shown = int(presets.size());
    const auto moreText = [&] { return preset < shown ? tr("Custom\u2026") : text(m_range); };
    while (place(shown, moreText()) > width() && shown > 0)
        --shown;

    const bool isMirrored = layoutDirection() == Qt::RightToLeft;
    int x = 0;
    const auto put = [&](QPushButton *button) {
        const int size = button->sizeHint().width();
        button->setGeometry(isMirrored ? width() - x - size : x, 0, size, height());
        x += size;
    };
    for (int i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < shown);
        m_buttons[i]->setProperty("segment", i == 0 ? u"first"_s : u"middle"_s);
        if (i < shown)
            put(m_buttons[i]);
    }
    m_more->setProperty("segment", shown > 0 ? u"last"_s : QString());
    put(m_more);
    m_more->setAccessibleName(tr("Range: %1").arg(text(m_range)));
    (preset < shown ? m_buttons[preset] : m_more)->setChecked(true);
    for (QAbstractButton *button : m_group.buttons()) // Tab comes to the one that is chosen, arrows to the others
        button->setFocusPolicy(button->isChecked() ? Qt::StrongFocus : Qt::ClickFocus);
}

void RangeBar::openMenu()
{
    setRange(m_range); // the click has checked the button, but nothing is chosen yet
    QList<MenuChoice> choices;
    for (const Preset preset : {Preset::Today, Preset::Yesterday, Preset::Days7, Preset::Days30, Preset::Days90,
             Preset::Month, Preset::LastMonth, Preset::Year, Preset::All}) {
        const Range range {preset};
        choices += {text(range), range == m_range, [this, range] { emit picked(range); }};
    }
    choices += {tr("Custom\u2026"), m_range.preset == Preset::Custom, [this] { emit customWanted(); }, true};
    openBelow(m_more, choices);
}

QSize RangeBar::sizeHint() const
{
    int width = m_more->sizeHint().width();
    for (const QPushButton *button : m_buttons)
        width += button->sizeHint().width();
    return {width, m_more->sizeHint().height()};
}

QSize RangeBar::minimumSizeHint() const
{
    return m_more->sizeHint();
}

void RangeBar::resizeEvent(QResizeEvent *)
{
    layOut();
}

}
