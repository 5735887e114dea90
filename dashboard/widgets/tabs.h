#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace footfall::dashboard {

// Titles of which one is chosen and the others are a click away: the head of a card.
class Tabs : public QWidget {
    Q_OBJECT
public:
    explicit Tabs(const QStringList &titles, QWidget *parent = nullptr);

    int current() const { return m_group.checkedId(); }

signals:
    void changed(int index); // by somebody's hand

private:
    QButtonGroup m_group;
};

}
