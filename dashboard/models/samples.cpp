#include "dashboard/models/samples.h"

#include <algorithm>

namespace footfall {

Samples::Samples(qsizetype capacity)
    : m_ring(capacity)
{
    Q_ASSERT(capacity > 0);
}

void Samples::add(const Sample &sample)
{
    while (m_size > 0 && last().time >= sample.time)
        --m_size;
    m_ring[(m_first + m_size) % m_ring.size()] = sample;
    if (m_size < m_ring.size())
        ++m_size;
    else
        m_first = (m_first + 1) % m_ring.size();
}

void Samples::clear()
{
    m_first = 0;
    m_size = 0;
}

const Sample &Samples::at(qsizetype i) const
{
    Q_ASSERT(i >= 0 && i < m_size);
    return m_ring[(m_first + i) % m_ring.size()];
}

QList<Sample> Samples::since(qint64 time) const
{
    qsizetype from = m_size;
    while (from > 0 && at(from - 1).time > time)
        --from;
    from = std::max<qsizetype>(from - 1, 0);
    QList<Sample> found;
    found.reserve(m_size - from);
    for (qsizetype i = from; i < m_size; ++i)
        found += at(i);
    return found;
}

QList<Sample> thinned(const QList<Sample> &samples, qsizetype most)
{
    if (samples.size() <= most)
        return samples;
    const auto byViews = [](const Sample &a, const Sample &b) { return a.views < b.views; };
    const qsizetype stretches = std::max<qsizetype>((most - 2) / 2, 1);
    QList<Sample> kept {samples.first()};
    for (qsizetype i = 0; i < stretches; ++i) {
        const auto from = samples.begin() + samples.size() * i / stretches;
        const auto to = samples.begin() + samples.size() * (i + 1) / stretches;
        auto [lowest, highest] = std::minmax_element(from, to, byViews);
        if (highest < lowest)
            std::swap(lowest, highest);
        kept += *lowest;
        kept += *highest;
    }
    kept += samples.last();
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    return kept;
}

}
