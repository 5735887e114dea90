#pragma once

#include "common/event/draft.h"
#include "server/http/answer.h"
#include "server/http/request.h"
#include "server/ingest/intake.h"

#include <functional>
#include <vector>

namespace footfall::server {

// One endpoint that takes events as another system does. It only says how a request is read into
// drafts, with the names that this system's clients know, and how the client is answered; the
// rules of events, limits, and everything else are the same for all.
struct Format {
    QByteArray method = "POST";
    QByteArray path;

    // An error refuses the request as a whole. A request may have no event that is counted.
    std::function<Result<void>(const Request &, const Receipt &, const DraftSink &)> read;

    // The answer once the accepted events are on disk.
    std::function<Answer(const Request &, const Intake &)> accepted;

    Intake::OnError onError = Intake::OnError::Stop;
    // Whether a request without an Origin says by User-Agent and address who the visitor is, as a
    // page's does; null: never.
    bool (*isBrowsers)(const Request &) = nullptr;
    QByteArrayList contentTypes = {"application/json", "text/plain"}; // none given counts as JSON
    qint64 maxBody = 1 << 20;
};

inline constexpr char formType[] = "application/x-www-form-urlencoded";

// `json`, an object that lacks its closing brace, with the events that were rejected if there are any.
Answer withRejected(std::string json, const Intake &intake);

// For `isBrowsers`: all requests, or those with a User-Agent as browsers have it. A program that uses
// some library to send has another, and is no visitor.
bool isAnybodys(const Request &request);
bool hasBrowsersAgent(const Request &request);

// All of them.
std::vector<Format> formats();

// One function a system, each in its file.
std::vector<Format> pageViewFormats();
std::vector<Format> plausibleFormats();
std::vector<Format> posthogFormats();
std::vector<Format> segmentFormats();
std::vector<Format> umamiFormats();
std::vector<Format> goatCounterFormats();
std::vector<Format> matomoFormats();
std::vector<Format> openPanelFormats();
std::vector<Format> snowplowFormats();

}
