#include "server/spool/checkpointer.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

Checkpointer::Checkpointer(QString path)
    : m_path(std::move(path))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Checkpointer::~Checkpointer()
{
    m_thread.request_stop();
    m_thread.join();
}

bool Checkpointer::isBusy() const
{
    const std::lock_guard lock(m_mutex);
    return m_isBusy;
}

void Checkpointer::start()
{
    const std::lock_guard lock(m_mutex);
    Q_ASSERT(!m_isBusy);
    m_isBusy = m_isWanted = true;
    m_wake.notify_one();
}

std::optional<Result<void>> Checkpointer::takeOutcome()
{
    const std::lock_guard lock(m_mutex);
    if (m_outcome)
        m_isBusy = false;
    return std::exchange(m_outcome, std::nullopt);
}

void Checkpointer::run(const std::stop_token &stop)
{
    auto database = Sqlite::open(m_path, Sqlite::Mode::ReadWrite);
    // The file is synced only by a connection that would sync its own commits.
    auto ready = database ? database->execute(u"PRAGMA synchronous = FULL"_s) : tl::unexpected(database.error());
    for (;;) {
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, stop, [this] { return m_isWanted; }))
                return;
            m_isWanted = false;
        }
        auto outcome = ready ? database->checkpoint() : ready;
        const std::lock_guard lock(m_mutex);
        m_outcome = std::move(outcome);
    }
}

}
