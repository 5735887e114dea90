#pragma once

#include <QFrame>

namespace footfall::dashboard {

// A box on the page: thin border, round corners, room around what is inside.
class Card : public QFrame {
    Q_OBJECT
public:
    static constexpr int padding = 14;

    explicit Card(QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
};

}
