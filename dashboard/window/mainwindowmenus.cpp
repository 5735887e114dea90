#include "dashboard/alerts/alerting.h"
#include "dashboard/dialogs/alertsdialog.h"
#include "dashboard/dialogs/serverdialog.h"
#include "dashboard/dialogs/serversdialog.h"
#include "dashboard/export/export.h"
#include "dashboard/models/sitesmodel.h"
#include "dashboard/pages/overviewpage.h"
#include "dashboard/tray.h"
#include "dashboard/widgets/menus.h"
#include "dashboard/widgets/picker.h"
#include "dashboard/window/headerbar.h"
#include "dashboard/window/mainwindow.h"
#include "dashboard/window/rangedialog.h"
#include "dashboard/window/shortcutlist.h"
#include "dashboard/window/sidebar.h"

#include <QMessageBox>
#include <QStackedWidget>

// What the window opens: menus and dialogs.

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

void MainWindow::say(const QString &sentence)
{
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Footfall"), sentence, QMessageBox::Ok, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setModal(false);
    box->show();
}

void MainWindow::askCustomRange()
{
    constexpr int ahead = 1; // events may be a day ahead
    const QDate day = today(m_look.zone, m_clock());
    const Days days = daysOf(m_look.range, m_look.zone, m_clock()).value_or(Days {day, day});
    auto *dialog = new RangeDialog(days, std::max(day.addDays(ahead), days.last), this);
    connect(dialog, &RangeDialog::picked, this, [this](const Range &range) { change(&Look::range, range); });
    dialog->open();
}

void MainWindow::setTheme(ThemeChoice theme)
{
    m_theme = theme;
    applyTheme(theme);
    followPalette(); // before the application runs, nobody is told of its palette
}

void MainWindow::search()
{
    if (m_pages->currentWidget() == m_overview)
        m_overview->startSearch();
    else
        m_header->sitePicker().openPopup();
}

void MainWindow::openMenu()
{
    const auto theme = [this](ThemeChoice choice, const QString &text) {
        return MenuChoice {text, choice == m_theme, [this, choice] { setTheme(choice); }};
    };
    QList<MenuChoice> choices {theme(ThemeChoice::System, tr("Colours of the system")),
        theme(ThemeChoice::Light, tr("Light")), theme(ThemeChoice::Dark, tr("Dark"))};
    choices += {tr("Save the window as PNG\u2026"), false, [this] { m_export->saveWindowImage(); }, true};
    choices += {tr("Save the window as PDF\u2026"), false, [this] { m_export->savePdf(*m_pages); }};
    choices += {tr("Alerts\u2026"), false, [this] { editAlerts(); }, true};
    choices += {tr("Servers\u2026"), false, [this] { editServers(); }};
    choices += {tr("Shortcuts"), false, [this] { showShortcuts(); }};
    choices += {tr("Quit"), false, [this] { close(); }};
    openBelow(&m_header->menuButton(), choices);
}

void MainWindow::openServers()
{
    QList<MenuChoice> choices;
    QList<Server> servers = readServers(m_settings);
    if (std::find(servers.begin(), servers.end(), m_launched) == servers.end())
        servers.prepend(m_launched);
    for (const Server &server : servers)
        choices += {server.name, server == m_server, [this, server] { connectTo(server); }};
    choices += {tr("Servers\u2026"), false, [this] { editServers(); }, true};
    openBelow(&m_sidebar->serverButton(), choices);
}

void MainWindow::editServers()
{
    auto *dialog = new ServersDialog(m_server, m_settings, m_tokens, {}, this);
    connect(dialog, &ServersDialog::connectWanted, this, &MainWindow::connectTo);
    connect(dialog, &ServersDialog::edited, this, [this](const Server &before, const Server &after) {
        if (before == m_server)
            connectTo(after);
    });
    dialog->show();
}

void MainWindow::askFirstServer()
{
    auto *dialog = new ServerDialog(ServerDialog::Purpose::FirstRun, m_launched, {}, m_tokens, {}, this);
    connect(dialog, &ServerDialog::chosen, this, [this](const Server &server) {
        writeServers(m_settings, {server});
        connectTo(server);
    });
    dialog->show();
}

void MainWindow::editAlerts()
{
    auto *dialog = new AlertsDialog(m_sites->ids(), m_settings, this);
    connect(dialog, &AlertsDialog::rulesChanged, this, [this](const QList<AlertRule> &rules) {
        m_alerting->setRules(rules);
        m_tray->setWanted(m_alerting->hasRules());
    });
    dialog->show();
}

void MainWindow::showShortcuts()
{
    auto *list = new ShortcutList(m_shortcuts->entries(), this);
    list->open();
}

}
