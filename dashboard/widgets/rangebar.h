#pragma once

#include "dashboard/look/range.h"

#include <QButtonGroup>
#include <QWidget>

class QPushButton;

namespace footfall::dashboard {

// Which days are looked at: the common ranges as joined buttons, as many as there is room for,
// and all of them, with "Custom...", in the menu of the last, which shows what has no button.
class RangeBar : public QWidget {
    Q_OBJECT
public:
    explicit RangeBar(QWidget *parent = nullptr);

    void setRange(const Range &range); // says nothing

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void picked(const footfall::dashboard::Range &range); // by somebody's hand
    void customWanted();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    void openMenu();

    Range m_range;
    QList<QPushButton *> m_buttons; // in the order of presets()
    QPushButton *m_more;
    QButtonGroup m_group;
};

}
