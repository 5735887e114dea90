#include "dashboard/window/rangedialog.h"

#include <QCalendarWidget>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QTextCharFormat>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

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

QDateEdit *dateEdit(const QString &name, QDate day, QDate latest)
{
    auto *edit = new QDateEdit(day);
    edit->setObjectName(name);
    edit->setDisplayFormat(u"yyyy-MM-dd"_s);
    edit->setCalendarPopup(true);
    edit->setDateRange(QDate(1990, 1, 1), latest);
    calmCalendar(*edit->calendarWidget());
    edit->setMinimumWidth(edit->fontMetrics().horizontalAdvance(u"0000-00-00"_s) + 48);
    return edit;
}

}

RangeDialog::RangeDialog(const Days &days, QDate latest, QWidget *parent)
    : QDialog(parent)
    , m_first(dateEdit(u"firstDay"_s, days.first, latest))
    , m_last(dateEdit(u"lastDay"_s, days.last, latest))
{
    setObjectName(u"rangeDialog"_s);
    setWindowTitle(tr("Custom range"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(22, 20, 22, 18);
    form->setSpacing(10);
    form->addRow(tr("&From"), m_first);
    form->addRow(tr("&To, with that day"), m_last);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *show = buttons->addButton(tr("Show"), QDialogButtonBox::AcceptRole);
    show->setObjectName(u"showRange"_s);
    form->addRow(buttons);
    setTabOrder(show, buttons->button(QDialogButtonBox::Cancel)); // the box hands Tab on to the default one
    show->setDefault(true); // of the dialog, which it must be in
    // A last day before the first can't be chosen; the other edge gives way.
    connect(m_first, &QDateEdit::dateChanged, m_last, [this](QDate day) { m_last->setDate(std::max(m_last->date(), day)); });
    connect(m_last, &QDateEdit::dateChanged, m_first, [this](QDate day) { m_first->setDate(std::min(m_first->date(), day)); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        emit picked(Range::of({m_first->date(), m_last->date()}));
        accept();
    });
}

}
