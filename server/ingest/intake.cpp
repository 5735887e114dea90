#include "server/ingest/intake.h"

#include "common/event/canonical.h"
#include "common/event/rules.h"
#include "common/json/text.h"

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// A line is longer than the event that was sent by what ingest adds to it: some 300 bytes. This is
// room for all that a request may bring, and not for 10,000 copies of its longest text.
constexpr std::size_t baseBytes = 4 << 20;
constexpr std::size_t bytesPerBodyByte = 2;

// Null: it says none.
Result<QHostAddress> addressOf(const DraftText &draft)
{
    constexpr std::size_t maxBytes = 64; // of a text that can be one
    if (draft.state == DraftText::State::Absent || (draft.state == DraftText::State::Text && draft.text.empty()))
        return QHostAddress();
    QHostAddress address;
    if (draft.text.size() > maxBytes || !address.setAddress(QString::fromUtf8(draft.text.data(), qsizetype(draft.text.size()))))
        return invalid(QString::fromUtf8(draft.name.data(), qsizetype(draft.name.size())) + u": not an IP address"_s);
    return address;
}

}

Intake::Intake(Receipt receipt, Excludes excludes, Enrichment::OfRequest enrichment, qsizetype bodyBytes, OnError onError)
    : m_receipt(std::move(receipt))
    , m_excludes(std::move(excludes))
    , m_enrichment(std::move(enrichment))
    , m_maxBytes(baseBytes + bytesPerBodyByte * std::size_t(bodyBytes))
    , m_onError(onError)
{
}

bool Intake::take(const EventDraft &draft)
{
    const auto address = addressOf(draft.address);
    auto event = judge(draft, m_receipt);
    if (event && !address)
        event = tl::unexpected(address.error());
    return take(std::move(event), qsizetype(draft.index.value_or(events())), address.value_or(QHostAddress()));
}

bool Intake::take(Result<Event> &&event, qsizetype index, const QHostAddress &address)
{
    if (events() == maxEvents)
        return fail({Error::Kind::TooLarge, u"At most 10,000 events in a request"_s});
    if (!event) {
        m_rejected.push_back({index, event.error()});
        return m_onError == OnError::GoOn || fail(event.error());
    }
    ++m_accepted;
    if (m_excludes(*event))
        return true;
    ++m_counted;
    m_enrichment.complete(*event, address);
    appendCanonical(m_lines, *event);
    if (m_lines.size() > m_maxBytes) {
        return fail({Error::Kind::TooLarge,
            u"The events of a request: at most %1 bytes for a body of this size; send it in parts"_s.arg(m_maxBytes)});
    }
    return true;
}

void appendRejected(std::string &json, const std::vector<Intake::Rejected> &rejected)
{
    json += "\"rejected\":[";
    for (const Intake::Rejected &item : rejected) {
        if (json.back() != '[')
            json += ',';
        json += "{\"index\":" + std::to_string(item.index) + ",\"message\":";
        appendJsonString(json, item.error.message.toStdString());
        json += '}';
    }
    json += ']';
}

bool Intake::fail(Error error)
{
    m_failure = std::move(error);
    m_lines = {};
    return false;
}

}
