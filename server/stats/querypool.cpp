#include "server/stats/querypool.h"

#include "server/stats/query/loading.h"

#include <QDebug>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr std::size_t maxWaiting = 1'000;

Error stopping()
{
    return {Error::Kind::Unavailable, u"The server is stopping"_s};
}

}

QueryPool::QueryPool(const QString &databaseUrl, int threads)
    : m_databaseUrl(databaseUrl)
{
    for (int i = 0; i < threads; ++i)
        m_threads.emplace_back([this](const std::stop_token &stop) { run(stop); });
}

QueryPool::~QueryPool()
{
    close();
}

void QueryPool::close()
{
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_threads.clear();
}

void QueryPool::drain()
{
    std::deque<Job> refused;
    {
        const std::lock_guard lock(m_mutex);
        m_isDraining = true;
        refused.swap(m_jobs);
    }
    for (Job &job : refused) {
        const Answer answer = job.refuse(stopping());
        deliver(std::move(job), answer);
    }
}

// The reply is used, and destroyed, in its own thread: it points at a QObject there.
void QueryPool::deliver(Job job, const Answer &answer)
{
    QMetaObject::invokeMethod(
        job.context, [reply = std::move(job.reply), answer] { reply.send(answer); }, Qt::QueuedConnection);
}

void QueryPool::answer(QObject *context, const Reply &reply, Query query, Refuse refuse)
{
    Error why {Error::Kind::Unavailable, u"Too many queries are waiting; try again"_s};
    {
        const std::lock_guard lock(m_mutex);
        if (m_jobs.size() >= maxWaiting)
            std::erase_if(m_jobs, [](const Job &job) { return job.reply.isAbandoned(); });
        if (m_isDraining)
            why = stopping();
        else if (m_jobs.size() < maxWaiting) {
            m_jobs.push_back({context, reply, std::move(query), refuse});
            m_wake.notify_one();
            return;
        }
    }
    reply.send(refuse(why));
}

void QueryPool::run(const std::stop_token &stop)
{
    Connection connection(m_databaseUrl, QString::fromLatin1(readOnlySession));
    for (;;) {
        std::unique_lock lock(m_mutex);
        if (!m_wake.wait(lock, stop, [this] { return !m_jobs.empty(); }))
            return;
        Job job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();

        // Nobody waits for the answer any more: neither does its reply point at anybody.
        if (job.reply.isAbandoned())
            continue;
        connection.cancelOn(job.reply.abandoned());
        const Answer answer = outcome(connection, job);
        deliver(std::move(job), answer);
    }
}

// A connection that died while it lay idle shows only when it is used; so the second try.
Answer QueryPool::outcome(Connection &connection, const Job &job)
{
    for (const bool isSecond : {false, true}) {
        const bool wasOpen = connection.isOpen();
        const auto answer = (wasOpen ? DbResult<void>() : connection.open()).and_then([&] { return job.query(connection); });
        if (answer)
            return *answer;
        if (job.reply.isAbandoned())
            return {};
        if (wasOpen && !connection.isOpen() && !isSecond)
            continue;
        qWarning().noquote() << "PostgreSQL:" << answer.error().sqlState.c_str() << answer.error().message;
        if (answer.error().sqlState == questionTooLarge)
            return job.refuse({Error::Kind::Invalid, answer.error().message});
        const QString why = answer.error().sqlState.empty() ? u"PostgreSQL cannot be reached"_s
            : answer.error().sqlState == "57014"            ? u"The query took longer than 5 s"_s
            : answer.error().sqlState == dataCorrupted      ? u"Data cannot be read (XX001): "_s + answer.error().message
                                                 : u"PostgreSQL cannot answer (%1)"_s.arg(
                                                     QString::fromStdString(answer.error().sqlState));
        return job.refuse({Error::Kind::Unavailable, why});
    }
    Q_UNREACHABLE();
}

}
