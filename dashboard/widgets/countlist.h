#pragma once

#include <QHash>
#include <QWidget>

class QGridLayout;

namespace footfall::dashboard {

class NumberLabel;

// Names and figures below each other, under a heading.
class CountList : public QWidget {
    Q_OBJECT
public:
    explicit CountList(const QString &heading, QWidget *parent = nullptr);

    // Rows in the order of their first call. `why`: what the figure counts, or why it is unknown.
    void setCount(const QString &name, const QString &figure, const QString &why);
    void setStale(bool isStale);

private:
    QGridLayout *m_grid;
    QHash<QString, NumberLabel *> m_figures; // by name
};

}
