#include "worker/batch.h"

namespace footfall::worker {

void Batch::add(const ServerMessage &frame, std::size_t server, CanonicalReader &reader)
{
    m_bytes += frame.body.size();
    const std::size_t first = m_events.size();
    std::string complaint;
    for (std::string_view rest = frame.body; !rest.empty() && complaint.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
        if (auto event = reader.read(rest.substr(0, end + 1)))
            m_events.push_back(std::move(*event));
        else
            complaint = event.error().message.toStdString();
        rest.remove_prefix(end + 1);
    }
    if (complaint.empty() && m_events.size() - first != frame.events)
        complaint = "the header says " + std::to_string(frame.events) + " events, there are "
            + std::to_string(m_events.size() - first);
    if (!complaint.empty())
        m_events.resize(first);
    for (std::size_t i = first; i < m_events.size(); ++i)
        m_rows.add(m_events[i]);
    m_frames.push_back({frame.id, server, first, m_events.size() - first, complaint,
        complaint.empty() ? std::string() : std::string(frame.body)});
}

void Batch::aggregate(const KeyedHash &hash, Timestamp recentSince, const std::vector<std::string> &props)
{
    std::vector<const Event *> all;
    all.reserve(m_events.size());
    for (const Event &event : m_events)
        all.push_back(&event);
    m_rollups = Rollups::of(all, hash, recentSince, props);
}

}
