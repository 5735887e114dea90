#include "server/spool/lowwatermarks.h"

#include "common/pipemessage.h"

#include <limits>

namespace footfall::server {

void LowWatermarks::addEnded(const std::string &producer, qint64 lastId)
{
    m_ended.push_back({producer, lastId});
}

void LowWatermarks::headIs(qint64 id, const std::string &producer, std::uint64_t sequence)
{
    endBefore(id);
    if (producer == m_current || (!m_ended.empty() && producer == m_ended.front().producer))
        m_lowWatermarks[producer] = sequence;
}

void LowWatermarks::empty(std::uint64_t nextSequence)
{
    endBefore(std::numeric_limits<qint64>::max());
    m_lowWatermarks[m_current] = nextSequence;
}

void LowWatermarks::endBefore(qint64 id)
{
    for (; !m_ended.empty() && m_ended.front().lastId < id; m_ended.pop_front())
        m_lowWatermarks[m_ended.front().producer] = producerEnded;
}

}
