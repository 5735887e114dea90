#pragma once

#include <QLabel>
#include <QTimer>

namespace footfall::dashboard {

// A short word over the foot of a window, gone by itself: "Copied /pricing".
class Toast : public QLabel {
    Q_OBJECT
public:
    explicit Toast(QWidget *window);

    void say(const QString &text); // plain text

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QTimer m_timer;
};

}
