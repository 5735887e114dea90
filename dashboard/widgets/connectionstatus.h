#pragma once

#include "dashboard/client/clock.h"

#include <QTimer>
#include <QWidget>

namespace footfall::dashboard {

class NumberLabel;

// How fresh the window is: "Live as of 0.4 s ago".
class ConnectionStatus : public QWidget {
    Q_OBJECT
public:
    enum class State { Connecting, Live, Paused, Lost };

    explicit ConnectionStatus(Clock clock, QWidget *parent = nullptr);

    void setState(State state, const std::optional<QDateTime> &heardAt);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tell();
    QString age() const;

    Clock m_clock;
    State m_state = State::Connecting;
    std::optional<QDateTime> m_heardAt;
    NumberLabel *m_word;
    NumberLabel *m_age;
    QTimer m_timer;
};

}
