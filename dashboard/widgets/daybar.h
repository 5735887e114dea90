#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/daychoice.h"

#include <QWidget>

class QDateEdit;

namespace footfall {

class Segments;

// All time, Today, Yesterday, or any day of the calendar. Days are UTC days.
class DayBar : public QWidget {
    Q_OBJECT
public:
    explicit DayBar(Clock clock, QWidget *parent = nullptr);

    DayChoice choice() const { return m_choice; }
    void setChoice(const DayChoice &choice); // says nothing
    void followClock(); // shows the new day once midnight UTC has passed

signals:
    void chosen(const footfall::DayChoice &choice); // by the user

private:
    void choose(const DayChoice &choice);

    Clock m_clock;
    DayChoice m_choice;
    Segments *m_segments;
    QDateEdit *m_date;
};

}
