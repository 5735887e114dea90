#include "tests/faults/book.h"

#include "common/timestamp.h"

namespace footfall {

QByteArray SentEvent::json(qsizetype number) const
{
    QByteArray text = "{\"site_id\":\"" + site + "\",\"event_type\":\"" + type + '"';
    const auto put = [&text](const char *name, const QByteArray &value) {
        if (!value.isEmpty())
            text += QByteArray(",\"") + name + "\":\"" + value + '"';
    };
    put("path", path);
    put("user_id", user);
    put("referrer", referrer);
    put("event_id", id(number));
    if (timestamp != 0) {
        std::string time;
        appendTimestamp(time, timestamp);
        put("timestamp", QByteArray::fromStdString(time));
    }
    if (count != 1)
        text += ",\"count\":" + QByteArray::number(count);
    return text + ",\"props\":{\"n\":" + QByteArray::number(number) + "}}";
}

qsizetype Book::add(SentEvent event)
{
    m_events.append(std::move(event));
    return m_events.size() - 1;
}

void Book::settle(qsizetype number, SentEvent::Fate fate)
{
    SentEvent &event = m_events[number];
    m_answered += fate == SentEvent::Fate::Answered && event.fate != fate;
    event.fate = std::max(event.fate, fate);
}

}
