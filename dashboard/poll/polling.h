#pragma once

#include "dashboard/client/backoff.h"
#include "dashboard/client/clock.h"
#include "dashboard/client/statsclient.h"

#include <QHash>
#include <QTimer>

namespace footfall::dashboard {

// Asks one service a changing set of questions each second, each as often as it wants, never
// two polls at once; backs off while the service is away. What has not changed is not told again.
class Polling : public QObject {
    Q_OBJECT
public:
    using Questions = std::function<QList<Question>(const QDateTime &now)>;

    // `questions` is called at the start of each poll. The client outlives this, and is used by
    // nobody else.
    Polling(StatsClient &client, Questions questions, Clock clock,
        std::chrono::milliseconds interval = std::chrono::seconds(1), QObject *parent = nullptr);

    bool isRunning() const { return m_isRunning; }
    std::optional<QDateTime> heardAt() const { return m_heardAt; } // the last answer that was right
    std::optional<Failure> failure() const { return m_failure; } // of the last poll
    // When the next poll is due; none while one is under way, or while stopped.
    std::optional<QDateTime> nextTry() const { return m_nextTry; }

    void start();
    void stop(); // nothing arrives afterwards

    // While running, these three cancel what is pending and ask at once:
    void restart(); // everything, and all of it is told, changed or not; nothing else arrives afterwards
    void refresh(); // everything
    void update(); // what is new, or due

    // The client's service is another one: what was known of the last is forgotten, and restart().
    void startOver();

signals:
    void heard(const footfall::dashboard::Question &question, const footfall::dashboard::Figures &figures);
    void refused(const footfall::dashboard::Question &question, const footfall::dashboard::Failure &failure); // one that isSide
    void failed(const footfall::dashboard::Failure &failure);
    void polled(); // one whole poll went well

private:
    struct Turn {
        qint64 next = 0; // the round of its next turn
        bool isTold = false;
    };

    void askAll(); // with the next poll
    void poll();
    QList<Question> due();
    void take(const Question &question, const Answer<Heard> &answer);
    void conclude();
    void fail(const Failure &failure);
    void schedule(std::chrono::milliseconds wait);

    StatsClient &m_client;
    Questions m_questions;
    Clock m_clock;
    std::chrono::milliseconds m_interval;
    QTimer m_timer;
    Backoff m_backoff;
    QHash<QString, Turn> m_turns; // by the questions' keys
    qint64 m_round = 0; // counts polls
    bool m_isRunning = false;
    int m_unanswered = 0;
    QDateTime m_startedAt;
    std::optional<QDateTime> m_heardAt;
    std::optional<QDateTime> m_nextTry;
    std::optional<Failure> m_failure;
};

}
