#pragma once

#include "dashboard/widgets/card.h"

#include <QLabel>

namespace footfall {

class NumberLabel;

// One figure: what it is, the number, and a line that says more. Its number has the object
// name of the card + "Value", its line that + "Note".
class StatCard : public Card {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    StatCard(const QString &name, const QString &label, QWidget *parent = nullptr);

    void setNumber(qint64 number); // the exact one is in the tooltip
    void setText(const QString &text, const QString &toolTip = {});
    void setNote(const QString &note);
    void addBeside(QWidget *widget); // to the right of the number
    void clear();
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);

private:
    QString m_label;
    NumberLabel *m_number;
    QLabel *m_note;
    bool m_isStale = false;
};

}
