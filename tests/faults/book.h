#pragma once

#include <QByteArray>
#include <QList>

namespace footfall {

// One event that was sent. Its number, its place in the book, goes along in its props; an
// event_id is made from it.
struct SentEvent {
    QByteArray site;
    QByteArray type;
    QByteArray path; // empty: none; so in `user` and `referrer`
    QByteArray user;
    QByteArray referrer;
    qint64 count = 1;
    qint64 timestamp = 0; // µs since 1970; 0: it was left to the server
    bool hasId = false;

    // What is known of its fate. An answer counts more than none, and none more than a refusal.
    enum class Fate {
        Unsent,
        Refused, // answered that nothing was taken: it must count 0 times
        Unknown, // a try without an answer: 0 or 1 times
        Answered, // with 200: exactly once
    };
    Fate fate = Fate::Unsent;

    QByteArray json(qsizetype number) const;
    QByteArray id(qsizetype number) const { return hasId ? "e" + QByteArray::number(number) : QByteArray(); }
};

// Everything that was sent, with what came of it.
class Book {
public:
    qsizetype add(SentEvent event); // its number
    const SentEvent &operator[](qsizetype number) const { return m_events[number]; }
    void settle(qsizetype number, SentEvent::Fate fate);

    qsizetype size() const { return m_events.size(); }
    qsizetype answered() const { return m_answered; }

private:
    QList<SentEvent> m_events;
    qsizetype m_answered = 0;
};

}
