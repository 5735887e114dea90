#include "dashboard/widgets/daybar.h"

#include "dashboard/widgets/segments.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyle>
#include <QTextCharFormat>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace footfall {

using Kind = DayChoice::Kind;

namespace {

// Without week numbers, red weekends and coloured arrows.
void calmCalendar(QCalendarWidget &calendar)
{
    calendar.setVerticalHeaderFormat(QCalendarWidget::NoVerticalHeader);
    for (const Qt::DayOfWeek day : {Qt::Saturday, Qt::Sunday})
        calendar.setWeekdayTextFormat(day, {});
    const std::pair<QString, Qt::ArrowType> arrows[]
        = {{u"qt_calendar_prevmonth"_s, Qt::LeftArrow}, {u"qt_calendar_nextmonth"_s, Qt::RightArrow}};
    for (const auto &[name, arrow] : arrows) {
        if (auto *button = calendar.findChild<QToolButton *>(name))
            button->setArrowType(arrow);
    }
}

}

DayBar::DayBar(Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_segments(new Segments({
          {int(Kind::AllTime), u"allTime"_s, tr("All time"), tr("Everything ever counted")},
          {int(Kind::Today), u"today"_s, tr("Today"), tr("Since midnight UTC")},
          {int(Kind::Yesterday), u"yesterday"_s, tr("Yesterday"), tr("The last whole UTC day")},
      }))
    , m_date(new QDateEdit)
{
    m_date->setObjectName(u"date"_s);
    m_date->setAccessibleName(tr("UTC day"));
    m_date->setToolTip(tr("One day, midnight to midnight UTC"));
    m_date->setDisplayFormat(u"yyyy-MM-dd"_s);
    m_date->setCalendarPopup(true);
    m_date->setKeyboardTracking(false);
    m_date->setMinimumDate(QDate(1990, 1, 1));
    calmCalendar(*m_date->calendarWidget());
    m_date->setFixedWidth(m_date->fontMetrics().horizontalAdvance(u"0000-00-00"_s) + 44);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_segments);
    row->addWidget(m_date);

    connect(m_segments, &Segments::chosen, this, [this](int id) { choose({Kind(id)}); });
    const auto chooseDate = [this](const QDate &date) { choose({Kind::Day, date}); };
    connect(m_date, &QDateEdit::dateChanged, this, chooseDate);
    // The calendar's own word as well: the day it is asked for may be the one shown already.
    connect(m_date->calendarWidget(), &QCalendarWidget::clicked, this, chooseDate);
    connect(m_date->calendarWidget(), &QCalendarWidget::activated, this, chooseDate);
    setChoice({});
}

void DayBar::setChoice(const DayChoice &choice)
{
    m_choice = choice;
    m_segments->setChosen(choice.kind == Kind::Day ? -1 : int(choice.kind));
    m_date->setProperty("chosen", choice.kind == Kind::Day);
    m_date->update();
    followClock();
}

void DayBar::followClock()
{
    const QSignalBlocker quiet(m_date);
    const QDateTime now = m_clock();
    // Events may be a day ahead.
    m_date->setMaximumDate(std::max(now.date().addDays(1), m_choice.day));
    if (!m_date->hasFocus())
        m_date->setDate(m_choice.at(now).value_or(now.date()));
}

void DayBar::choose(const DayChoice &choice)
{
    if (choice == m_choice)
        return;
    setChoice(choice);
    emit chosen(choice);
}

}
