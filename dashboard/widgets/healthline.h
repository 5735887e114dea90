#pragma once

#include "dashboard/models/health.h"
#include "dashboard/widgets/card.h"

class QLabel;

namespace footfall::dashboard {

// A mark that is known by its shape as well as by its colour: a tick, an exclamation mark in a
// triangle, a cross, or a question mark; and the sentence beside it.
class HealthLine : public Card {
    Q_OBJECT
public:
    explicit HealthLine(QWidget *parent = nullptr);

    void setHealth(const Health &health);
    void setStale(bool isStale);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Health::Level m_level = Health::Level::Unknown;
    QLabel *m_sentence;
    bool m_isStale = false;
};

}
