#pragma once

#include "dashboard/client/figures.h"

#include <QWidget>

class QLabel;

namespace footfall::dashboard {

class BarTable;
class BreakdownModel;
class MinuteBars;
class MinutesModel;
class NumberLabel;
class PanelCard;

// Who is there now: the visitors of the last five minutes, views of each of the last 30 minutes,
// and where they were. It shows what it is told and asks for nothing.
class RealtimePage : public QWidget {
    Q_OBJECT
public:
    explicit RealtimePage(QWidget *parent = nullptr);

    void setRealtime(const Realtime &realtime);
    void setZone(const QByteArray &zone); // whose clock the minutes are shown by: an IANA name
    void setStale(bool isStale); // what is shown is of before
    void clear();

private:
    QWidget *numberCard();
    QWidget *minutesPanel();
    QWidget *pathsPanel();
    void showMinutes();

    QByteArray m_zone = "UTC";
    QList<Realtime::Minute> m_minutes;
    bool m_isStale = false;
    MinutesModel *m_minutesModel;
    BreakdownModel *m_paths;
    QLabel *m_visitors; // so large that digits of one width would gape
    NumberLabel *m_views;
    MinuteBars *m_bars;
    PanelCard *m_minutesPanel;
    BarTable *m_pathsTable;
};

}
