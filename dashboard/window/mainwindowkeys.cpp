#include "dashboard/widgets/panelcard.h"
#include "dashboard/widgets/picker.h"
#include "dashboard/widgets/theme.h"
#include "dashboard/window/headerbar.h"
#include "dashboard/window/mainwindow.h"
#include "dashboard/window/shortcuts.h"

#include <QStackedWidget>

namespace footfall::dashboard {

void MainWindow::addShortcuts()
{
    const QString when = tr("Time");
    const std::tuple<Qt::Key, Range::Preset> ranges[] = {{Qt::Key_D, Range::Preset::Today},
        {Qt::Key_E, Range::Preset::Yesterday}, {Qt::Key_W, Range::Preset::Days7}, {Qt::Key_F, Range::Preset::Days30},
        {Qt::Key_N, Range::Preset::Days90}, {Qt::Key_M, Range::Preset::Month}, {Qt::Key_Y, Range::Preset::Year},
        {Qt::Key_A, Range::Preset::All}};
    for (const auto &[key, preset] : ranges)
        m_shortcuts->add({when, {key}, {}, text(Range {preset}), [this, range = Range {preset}] { change(&Look::range, range); }});
    m_shortcuts->add({when, {Qt::Key_C}, {}, tr("Custom range"), [this] { askCustomRange(); }});
    m_shortcuts->add({when, {Qt::Key_Comma}, {Qt::Key_Left}, tr("Previous period"), [this] { step(&earlier); }});
    m_shortcuts->add({when, {Qt::Key_Period}, {Qt::Key_Right}, tr("Next period"), [this] { step(&later); }});

    const QString what = tr("View");
    m_shortcuts->add({what, {Qt::Key_S}, {}, tr("Choose a site"), [this] { m_header->sitePicker().openPopup(); }});
    m_shortcuts->add({what, {Qt::Key_Slash}, {}, tr("Search a table; elsewhere, a site"), [this] { search(); }});
    m_shortcuts->add({what, {}, {Qt::Key_Escape}, tr("Clear the filter"), [this] { change(&Look::filter, {}); }});
    m_shortcuts->add({what, {Qt::Key_X}, {}, tr("Change the comparison"), [this] { nextCompare(); }});
    m_shortcuts->add({what, {Qt::Key_V}, {}, tr("Show a chart as a table, or back"), [this] { PanelCard::switchTable(*m_pages->currentWidget()); }});
    m_shortcuts->add({what, {Qt::Key_Z}, {}, tr("Choose a time zone"), [this] { m_header->zonePicker().openPopup(); }});

    const QString window = tr("Window");
    m_shortcuts->add({window, {Qt::Key_1}, {}, tr("Overview"), [this] { setPage(Page::Overview); }});
    m_shortcuts->add({window, {Qt::Key_2}, {}, tr("Realtime"), [this] { setPage(Page::Realtime); }});
    m_shortcuts->add({window, {Qt::Key_3}, {}, tr("Pipeline"), [this] { setPage(Page::Pipeline); }});
    m_shortcuts->add({window, {Qt::Key_R, Qt::Key_F5}, {}, tr("Refresh now"), [this] { refresh(); }});
    m_shortcuts->add({window, {Qt::Key_P}, {Qt::Key_Space}, tr("Pause or resume"), [this] { setPaused(!m_isPaused); }});
    m_shortcuts->add({window, {Qt::Key_T}, {}, tr("Light or dark"), [this] {
        setTheme(Theme::of(palette()).isDark ? ThemeChoice::Light : ThemeChoice::Dark);
    }});
    m_shortcuts->add({window, {Qt::Key_Question}, {}, tr("Keyboard shortcuts"), [this] { showShortcuts(); }});
    m_shortcuts->add({window, {Qt::CTRL | Qt::Key_Q}, {}, tr("Quit"), [this] { close(); }});
}

}
