#include "server/ingest/lows.h"

#include "common/pipemessage.h"

#include <limits>

namespace footfall::server {

void Lows::addEnded(const std::string &producer, qint64 lastId)
{
    m_ended.push_back({producer, lastId});
}

void Lows::headIs(qint64 id, const std::string &producer, std::uint64_t sequence)
{
    endBefore(id);
    if (producer == m_current || (!m_ended.empty() && producer == m_ended.front().producer))
        m_lows[producer] = sequence;
}

void Lows::empty(std::uint64_t nextSequence)
{
    endBefore(std::numeric_limits<qint64>::max());
    m_lows[m_current] = nextSequence;
}

void Lows::endBefore(qint64 id)
{
    for (; !m_ended.empty() && m_ended.front().lastId < id; m_ended.pop_front())
        m_lows[m_ended.front().producer] = producerEnded;
}

}
