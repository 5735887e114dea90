#include "dashboard/widgets/picker.h"
#include "dashboard/widgets/theme.h"
#include "dashboard/window/headerbar.h"
#include "dashboard/window/mainwindow.h"
#include "dashboard/window/shortcuts.h"

namespace footfall {

void MainWindow::addShortcuts()
{
    const QString when = tr("Time");
    const std::tuple<Qt::Key, Range::Preset> ranges[] = {{Qt::Key_D, Range::Preset::Today},
        {Qt::Key_E, Range::Preset::Yesterday}, {Qt::Key_W, Range::Preset::Days7}, {Qt::Key_F, Range::Preset::Days30},
        {Qt::Key_N, Range::Preset::Days90}, {Qt::Key_M, Range::Preset::Month}, {Qt::Key_Y, Range::Preset::Year},
        {Qt::Key_A, Range::Preset::All}};
    for (const auto &[key, preset] : ranges)
        m_shortcuts->add({when, {key}, {}, text(Range {preset}), [this, range = Range {preset}] { change(&Look::range, range); }});
    m_shortcuts->add({when, {Qt::Key_C}, {}, tr("Days of your own"), [this] { askCustomRange(); }});
    m_shortcuts->add({when, {Qt::Key_Comma}, {Qt::Key_Left}, tr("The time before"), [this] { step(&earlier); }});
    m_shortcuts->add({when, {Qt::Key_Period}, {Qt::Key_Right}, tr("The time after"), [this] { step(&later); }});

    const QString what = tr("What");
    m_shortcuts->add({what, {Qt::Key_S}, {}, tr("Another site"), [this] { m_header->sitePicker().openPopup(); }});
    m_shortcuts->add({what, {Qt::Key_Slash}, {}, tr("Search a table; elsewhere, a site"), [this] { search(); }});
    m_shortcuts->add({what, {}, {Qt::Key_Escape}, tr("See all again"), [this] { change(&Look::filter, {}); }});
    m_shortcuts->add({what, {Qt::Key_X}, {}, tr("Compare with another time"), [this] { nextCompare(); }});
    m_shortcuts->add({what, {Qt::Key_Z}, {}, tr("Another time zone"), [this] { m_header->zonePicker().openPopup(); }});

    const QString window = tr("Window");
    m_shortcuts->add({window, {Qt::Key_1}, {}, tr("Overview"), [this] { setPage(Page::Overview); }});
    m_shortcuts->add({window, {Qt::Key_2}, {}, tr("Realtime"), [this] { setPage(Page::Realtime); }});
    m_shortcuts->add({window, {Qt::Key_3}, {}, tr("Pipeline"), [this] { setPage(Page::Pipeline); }});
    m_shortcuts->add({window, {Qt::Key_R, Qt::Key_F5}, {}, tr("Refresh now"), [this] { refresh(); }});
    m_shortcuts->add({window, {Qt::Key_P}, {Qt::Key_Space}, tr("Pause, resume"), [this] { setPaused(!m_isPaused); }});
    m_shortcuts->add({window, {Qt::Key_T}, {}, tr("Light, dark"), [this] {
        setTheme(Theme::of(palette()).isDark ? ThemeChoice::Light : ThemeChoice::Dark);
    }});
    m_shortcuts->add({window, {Qt::Key_Question}, {}, tr("These keys"), [this] { showShortcuts(); }});
    m_shortcuts->add({window, {Qt::CTRL | Qt::Key_Q}, {}, tr("Quit"), [this] { close(); }});
}

}
