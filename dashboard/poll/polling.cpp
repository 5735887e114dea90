#include "dashboard/poll/polling.h"

using namespace std::chrono_literals;

namespace footfall::dashboard {

namespace {

constexpr int roundsAfterRefusal = 60;

}

Polling::Polling(StatsClient &client, Questions questions, Clock clock, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_questions(std::move(questions))
    , m_clock(std::move(clock))
    , m_interval(interval)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Polling::poll);
}

void Polling::start()
{
    if (m_isRunning)
        return;
    m_isRunning = true;
    refresh();
}

void Polling::stop()
{
    m_isRunning = false;
    m_timer.stop();
    m_client.cancel();
    m_nextTry.reset();
    ++m_round; // so that a poll that is just being told ends here
}

void Polling::restart()
{
    m_turns.clear();
    update();
}

void Polling::startOver()
{
    m_heardAt.reset();
    m_failure.reset();
    m_backoff.succeeded();
    restart();
}

void Polling::refresh()
{
    askAll();
    update();
}

void Polling::askAll()
{
    for (Turn &turn : m_turns)
        turn.next = 0;
}

void Polling::update()
{
    if (m_isRunning)
        poll();
}

void Polling::poll()
{
    m_timer.stop();
    m_client.cancel();
    m_startedAt = m_clock();
    if (m_nextTry && m_nextTry->secsTo(m_startedAt) > sleepSeconds)
        askAll();
    m_nextTry.reset();
    ++m_round;
    const QList<Question> questions = due();
    m_unanswered = int(questions.size());
    for (const Question &question : questions)
        m_client.ask(question, [this, question](const Answer<Heard> &answer) { take(question, answer); });
    if (questions.isEmpty())
        schedule(m_interval);
}

QList<Question> Polling::due()
{
    const QList<Question> questions = m_questions(m_startedAt);
    QHash<QString, Turn> turns;
    QList<Question> due;
    for (const Question &question : questions) {
        const Turn turn = m_turns.value(question.key());
        turns.insert(question.key(), turn);
        if (turn.next <= m_round)
            due += question;
    }
    m_turns = std::move(turns);
    return due;
}

void Polling::take(const Question &question, const Answer<Heard> &answer)
{
    const bool isRefused = !answer && question.isSide && (answer.error().status == 400 || answer.error().status == 404);
    if (!answer && !isRefused)
        return fail(answer.error());
    Turn &turn = m_turns[question.key()];
    turn.next = m_round + (isRefused ? roundsAfterRefusal : question.everyRounds);
    const bool isNews = isRefused || answer->isNews || !turn.isTold || question.isToldAlways;
    turn.isTold = !isRefused;
    m_heardAt = m_clock();
    --m_unanswered;
    const qint64 round = m_round;
    if (isRefused)
        emit refused(question, answer.error());
    else if (isNews)
        emit heard(question, answer->figures);
    // Whoever heard it may have asked for something else.
    if (round == m_round && m_unanswered == 0)
        conclude();
}

void Polling::conclude()
{
    m_failure.reset();
    m_backoff.succeeded();
    const std::chrono::milliseconds taken(m_startedAt.msecsTo(*m_heardAt));
    schedule(std::clamp(m_interval - taken, 0ms, m_interval));
    emit polled();
}

void Polling::fail(const Failure &failure)
{
    m_client.cancel();
    m_turns.clear(); // once it is back, all of it is told: until then nobody can say what still holds
    m_failure = failure;
    schedule(m_backoff.failed(failure.retryAfter));
    emit failed(failure);
}

void Polling::schedule(std::chrono::milliseconds wait)
{
    m_nextTry = m_clock().addMSecs(wait.count());
    m_timer.start(wait);
}

}
