#pragma once

#include "dashboard/widgets/card.h"

#include <QLabel>

#include <optional>

namespace footfall::dashboard {

class ChangeLabel;
class NumberLabel;

// One figure: what it is, the number, its change, and beside it its course. The number has the
// object name of the card + "Value", the change that + "Change".
class StatCard : public Card {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    // `meaning`: the one meaning of the figure, in its tooltip.
    StatCard(const QString &name, const QString &label, const QString &meaning, QWidget *parent = nullptr);

    void setNumber(qint64 number); // the exact one is in the tooltip
    void setText(const QString &text);
    void setUnknown(const QString &why);
    void setChange(const std::optional<double> &part, const QString &text); // see ChangeLabel
    void addBeside(QWidget *widget); // to the right of the number, as far as that leaves room
    void clear();
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitBeside();
    void show(const QString &text, const QString &inWords);

    QString m_label;
    QString m_meaning;
    NumberLabel *m_number;
    ChangeLabel *m_change;
    QWidget *m_beside = nullptr;
    bool m_isStale = false;
};

}
