#include "dashboard/tray.h"

#include <QGuiApplication>
#include <QIcon>
#include <QMenu>
#include <QSystemTrayIcon>
#include <QWidget>

namespace footfall::dashboard {

QString withoutMarkup(QString sentence)
{
    return sentence.replace(u'<', u'\u2039'); // escaped, those who read none would show it as it is written
}

Tray::Tray(const QIcon &icon, QWidget &window, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_menu(new QMenu)
    , m_icon(new QSystemTrayIcon(icon, this))
{
    m_menu->addAction(tr("Show Footfall"), this, &Tray::bringToFront);
    m_menu->addAction(tr("Quit"), &window, &QWidget::close);
    m_icon->setContextMenu(m_menu);
    m_icon->setToolTip(QGuiApplication::applicationDisplayName());
    connect(m_icon, &QSystemTrayIcon::messageClicked, this, &Tray::bringToFront);
    connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger)
            bringToFront();
    });
}

Tray::~Tray()
{
    delete m_menu; // the icon does not own it
}

void Tray::setWanted(bool isWanted)
{
    m_icon->setVisible(isWanted && QSystemTrayIcon::isSystemTrayAvailable());
}

void Tray::tell(const QString &sentence)
{
    if (m_icon->isVisible() && QSystemTrayIcon::supportsMessages())
        m_icon->showMessage(QGuiApplication::applicationDisplayName(), withoutMarkup(sentence), QSystemTrayIcon::Warning);
    else
        emit untold(sentence);
}

void Tray::bringToFront()
{
    m_window.setWindowState(m_window.windowState() & ~Qt::WindowMinimized);
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

}
