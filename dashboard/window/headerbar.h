#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/look/look.h"

#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QPushButton;

namespace footfall::dashboard {

class ConnectionStatus;
class IconButton;
class Picker;
class RangeBar;

// The top of the window: what is looked at, and how fresh it is. Shows a look, and says which
// other is wanted.
class HeaderBar : public QWidget {
    Q_OBJECT
public:
    // The tables to choose a site and a zone from outlive this.
    HeaderBar(const Clock &clock, QAbstractItemModel &sites, QAbstractItemModel &zones, QWidget *parent = nullptr);

    void setLook(const Look &look);
    void setTakesRange(bool takesRange); // not where what is shown is of now
    void setPaused(bool isPaused);
    ConnectionStatus &status() { return *m_status; }
    Picker &sitePicker() { return *m_site; }
    Picker &zonePicker() { return *m_zone; }
    QWidget &menuButton();

signals:
    void sitePicked(const QString &site);
    void rangePicked(const footfall::dashboard::Range &range);
    void customRangeWanted();
    void comparePicked(footfall::dashboard::Compare compare);
    void zonePicked(const QByteArray &zone);
    void pauseToggled();
    void refreshWanted();
    void menuWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void openCompare();
    void connectControls();

    Clock m_clock;
    Look m_look;
    Picker *m_site;
    RangeBar *m_ranges;
    QPushButton *m_compare;
    Picker *m_zone;
    ConnectionStatus *m_status;
    QPushButton *m_pause;
    IconButton *m_refresh;
    IconButton *m_menu;
};

}
