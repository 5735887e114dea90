#include "worker/batch/batch.h"

namespace footfall::worker {

void Batch::add(const ServerMessage &frame, std::size_t server, CanonicalReader &reader)
{
    m_bytes += frame.body.size();
    const std::size_t first = m_events.size();
    std::string complaint;
    for (std::string_view rest = frame.body; !rest.empty() && complaint.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
        if (const auto event = reader.read(rest.substr(0, end + 1)))
            m_events.add(**event);
        else
            complaint = event.error().message.toStdString();
        rest.remove_prefix(end + 1);
    }
    if (complaint.empty() && m_events.size() - first != frame.events)
        complaint = "the header says " + std::to_string(frame.events) + " events, there are "
            + std::to_string(m_events.size() - first);
    if (!complaint.empty())
        m_events.removeFrom(first);
    m_frames.push_back({frame.id, server, first, m_events.size() - first, complaint,
        complaint.empty() ? std::string() : std::string(frame.body)});
}

void Batch::aggregate(const KeyedHash &hash)
{
    m_figures = BatchFigures::of(m_events.all(), hash);
}

}
