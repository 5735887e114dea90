#pragma once

#include <QButtonGroup>
#include <QWidget>

namespace footfall {

// Joined buttons of which at most one is down: a choice among few. Left and right move it.
class Segments : public QWidget {
    Q_OBJECT
public:
    struct Choice {
        int id;
        QString name; // object name
        QString text;
        QString toolTip = {};
    };

    explicit Segments(const QList<Choice> &choices, QWidget *parent = nullptr);

    void setChosen(int id); // says nothing; -1: none

signals:
    void chosen(int id); // by the user

private:
    QButtonGroup m_group;
};

}
