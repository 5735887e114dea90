#pragma once

#include <QObject>

class QIcon;
class QMenu;
class QSystemTrayIcon;
class QWidget;

namespace footfall::dashboard {

// A sentence for a notification: those who show it may read HTML in it, and a site's name is a
// stranger's.
QString withoutMarkup(QString sentence);

// Tells alerts by the system's tray, where there is one that shows messages; else the window is
// asked to show them itself. Its icon is there only while somebody wants to be told.
class Tray : public QObject {
    Q_OBJECT
public:
    // A click on it, or on a message, brings `window` to the front. `window` outlives it.
    Tray(const QIcon &icon, QWidget &window, QObject *parent = nullptr);
    ~Tray() override;

    void setWanted(bool isWanted); // there are rules

public slots:
    void tell(const QString &sentence);

signals:
    void untold(const QString &sentence); // no tray: to be shown in the window

private:
    void bringToFront();

    QWidget &m_window;
    QMenu *m_menu;
    QSystemTrayIcon *m_icon;
};

}
