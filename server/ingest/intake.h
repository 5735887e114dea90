#pragma once

#include "common/event/draft.h"
#include "common/event/receipt.h"
#include "server/ingest/enrichment.h"

#include <functional>
#include <string>
#include <vector>

namespace footfall::server {

// The events of one request on their way to the spool. Each is judged, completed from what the
// request says and written as a line before the next one is looked at: a request takes no more
// memory than its lines, and these are bounded, however often a small body names a long text.
// In one thread.
class Intake {
public:
    static constexpr qsizetype maxEvents = 10'000;

    enum class OnError {
        Stop, // one bad event refuses them all
        GoOn, // it is refused alone
    };
    struct Rejected {
        qsizetype index; // from 0, in the request
        Error error;
    };

    // Whether a valid event is not to be counted, though its sender gets the same answer.
    using Excludes = std::function<bool(const Event &)>;

    Intake(Receipt receipt, Excludes excludes, Enrichment::OfRequest enrichment, qsizetype bodyBytes, OnError onError);

    const Receipt &receipt() const { return m_receipt; }

    // False: no more are wanted, since failure() refuses the request.
    bool take(const EventDraft &draft);
    bool take(Result<Event> &&event) { return take(std::move(event), events(), {}); }

    // Why the request is refused as a whole: too many events, or its first bad one.
    const std::optional<Error> &failure() const { return m_failure; }

    qsizetype events() const { return m_accepted + qsizetype(m_rejected.size()); } // all that were looked at
    qsizetype accepted() const { return m_accepted; }
    qsizetype counted() const { return m_counted; } // of the accepted
    const std::vector<Rejected> &rejected() const { return m_rejected; }
    std::string takeLines() { return std::move(m_lines); } // canonical, of the counted

private:
    bool take(Result<Event> &&event, qsizetype index, const QHostAddress &address);
    bool fail(Error error);

    const Receipt m_receipt;
    const Excludes m_excludes;
    Enrichment::OfRequest m_enrichment;
    const std::size_t m_maxBytes; // of all lines
    const OnError m_onError;
    std::string m_lines;
    qsizetype m_accepted = 0;
    qsizetype m_counted = 0;
    std::vector<Rejected> m_rejected;
    std::optional<Error> m_failure;
};

// Appends the member "rejected": [{"index","message"}], without a comma before it.
void appendRejected(std::string &json, const std::vector<Intake::Rejected> &rejected);

}
