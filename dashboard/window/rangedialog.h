#pragma once

#include "dashboard/look/range.h"

#include <QDialog>

class QDateEdit;

namespace footfall::dashboard {

// Asks for days of one's own. Blocks nothing.
class RangeDialog : public QDialog {
    Q_OBJECT
public:
    // `days`: what it begins with; `latest`: no day after it can be chosen.
    RangeDialog(const Days &days, QDate latest, QWidget *parent);

signals:
    void picked(const footfall::dashboard::Range &range);

private:
    QDateEdit *m_first;
    QDateEdit *m_last;
};

}
