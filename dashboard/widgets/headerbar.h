#pragma once

#include "dashboard/client/clock.h"

#include <QWidget>

namespace footfall {

class ConnectionStatus;
class DayBar;
class SiteBox;

// The top of the window: what is looked at, and how fresh it is.
class HeaderBar : public QWidget {
    Q_OBJECT
public:
    explicit HeaderBar(const Clock &clock, QWidget *parent = nullptr);

    SiteBox &siteBox() { return *m_siteBox; }
    DayBar &dayBar() { return *m_dayBar; }
    ConnectionStatus &status() { return *m_status; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    SiteBox *m_siteBox;
    DayBar *m_dayBar;
    ConnectionStatus *m_status;
};

}
