#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/figures.h"

#include <QTimer>
#include <QWidget>

class QLabel;

namespace footfall {

class NumberLabel;

// How fresh the window is: "Live, heard 0.4 s ago", and how far behind the figures are:
// "12 waiting, 0.3 s behind".
class ConnectionStatus : public QWidget {
    Q_OBJECT
public:
    enum class State { Connecting, Live, Lost };

    explicit ConnectionStatus(Clock clock, QWidget *parent = nullptr);

    void setState(State state, const std::optional<QDateTime> &heardAt);
    void setQueue(const Queue &queue);
    void setQueueUnknown(const QString &why);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tell();

    Clock m_clock;
    State m_state = State::Connecting;
    std::optional<QDateTime> m_heardAt;
    NumberLabel *m_text;
    QLabel *m_queue;
    QTimer m_timer;
};

}
