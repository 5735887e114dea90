#include "server/ingest/ingestservice.h"

#include "common/jsontext.h"
#include "server/http/openapi.h"
#include "server/ingest/pixel.h"
#include "server/ingest/tracker.h"

#include <QTimer>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr char plausiblePath[] = "/api/event";
constexpr qsizetype maxEventBody = 1 << 20;
constexpr qsizetype maxEventsBody = 8 << 20;

// Just started, browsers are not known yet: whoever is one waits, and nobody else.
constexpr auto notReadyPause = std::chrono::milliseconds(10);

// Any page may POST and read the answer.
constexpr char corsHeader[] = "Access-Control-Allow-Origin: *\r\n";

void answerPreflight(const Request &, const Reply &reply)
{
    reply.send({204, {}, {},
        "Access-Control-Allow-Methods: POST\r\n"
        "Access-Control-Allow-Headers: Content-Type\r\n"
        "Access-Control-Max-Age: 3600\r\n"});
}

// Why this body is not one to read; nullopt if it is. A body without a type is taken for
// JSON, as many a simple client means it.
std::optional<Answer> refuse(const Request &request, const QByteArrayList &types)
{
    if (!request.contentType.isEmpty() && !types.contains(request.contentType))
        return Answer::error(415,
            u"Content-Type: expected %1, not %2"_s.arg(
                QString::fromLatin1(types.join(" or ")), QString::fromUtf8(request.contentType)));
    return std::nullopt;
}

Answer tooManyRequests(const RateLimit::Limits &limits, std::chrono::microseconds wait)
{
    Answer answer = Answer::error(429, u"Too many events; at most %1 a second from one address"_s.arg(limits.perSecond));
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
    answer.headers = "Retry-After: " + QByteArray::number(qint64(seconds.count())) + "\r\n";
    return answer;
}

// The user of "Basic base64(user:password)" (RFC 7617); empty: it is something else.
std::string userOf(const QByteArray &authorization)
{
    if (authorization.first(std::min<qsizetype>(6, authorization.size())).toLower() != "basic ")
        return {};
    return QByteArray::fromBase64(authorization.mid(6).trimmed()).split(':').front().toStdString();
}

// A page has sent it: a browser adds an Origin to every POST, and to no image that it fetches. Who
// speaks Plausible's language says by the User-Agent and the address who the visitor is.
bool isBrowser(const Request &request)
{
    return !request.origin.isEmpty() || request.path == pixelPath || request.path == plausiblePath;
}

bool isNdjson(const Request &request)
{
    return request.contentType == "application/x-ndjson";
}

void appendRejected(std::string &json, const std::vector<EventReader::Rejected> &rejected)
{
    json += "\"rejected\":[";
    for (const EventReader::Rejected &item : rejected) {
        if (json.back() != '[')
            json += ',';
        json += "{\"index\":" + std::to_string(item.index) + ",\"message\":";
        appendJsonString(json, item.message.toStdString());
        json += '}';
    }
    json += "]}";
}

}

IngestService::IngestService(Spool &spool, const FramePipe &pipe, Clock clock, RateLimit &rate,
    const SiteRegistry &sites, const Enrichment &enrichment, ImportQuestions &imports, TrustedProxies proxies)
    : HttpService(corsHeader, std::move(proxies))
    , m_spool(spool)
    , m_pipe(pipe)
    , m_clock(std::move(clock))
    , m_rate(rate)
    , m_sites(sites)
    , m_enrichment(enrichment)
    , m_imports(imports)
{
    post("/event", [this](const auto &request, const auto &reply) { postEvent(request, reply); }, maxEventBody);
    post("/events", [this](const auto &request, const auto &reply) { postEvents(request, reply); }, maxEventsBody);
    const auto pageViews = [](auto translate) {
        return Foreign {[translate](const Request &request) {
            return request.text("site_id").and_then([&](const auto &site) { return translate(request.bodyView(), site); });
        }, true, Answer::json("{\"status\":\"accepted\"}")};
    };
    postForeign("/page-views/single", pageViews(fromPageView), maxEventBody);
    postForeign("/page-views/multi", pageViews(fromPageViews), maxEventsBody);
    postForeign(plausiblePath,
        {[](const Request &request) { return fromPlausible(request.bodyView()); }, true, {202, "ok", "text/plain"}},
        maxEventBody);
    for (const char *call : {"track", "page", "batch", "identify", "group", "alias", "screen"}) {
        const auto translate = [call](const Request &request) {
            return fromSegment(request.bodyView(), call, userOf(request.authorization));
        };
        postForeign(QByteArray("/v1/") + call, {translate, false, Answer::json("{\"success\":true}")}, maxEventBody);
    }
    route("GET", pixelPath, limited([this](const auto &request, const auto &reply) { getPixel(request, reply); }));
    route("GET", "/import",
        limited([this](const auto &request, const auto &reply) { m_imports.ask(request, this, reply); }));
    for (const char *path : {"/f.js", "/footfall.js"})
        route("GET", path, [](const auto &request, const auto &reply) { reply.send(trackerAnswer(request)); });
    route("GET", "/openapi.yaml", [](const auto &, const auto &reply) { reply.send(openApi()); });
    route("GET", "/health", [this](const auto &request, const auto &reply) { getHealth(request, reply); });
}

HttpService::Handler IngestService::limited(const Handler &handler)
{
    return [this, handler](const Request &request, const Reply &reply) {
        if (const auto wait = m_rate.admit(request.peer); wait.count() > 0)
            return reply.send(tooManyRequests(m_rate.limits(), wait));
        if (const auto refusal = m_sites.refusal())
            return reply.send(Answer::error(*refusal));
        handler(request, reply);
    };
}

void IngestService::post(const QByteArray &path, const Handler &handler, qint64 maxBody)
{
    route("POST", path, limited(handler), maxBody);
    route("OPTIONS", path, answerPreflight);
}

EventReader::Receipt IngestService::receiptOf(const Request &request) const
{
    return {m_clock(), isBrowser(request), m_sites.admission(request.origin)};
}

void IngestService::postEvent(const Request &request, const Reply &reply)
{
    if (const auto refused = refuse(request, {"application/json", "text/plain"}))
        return reply.send(*refused);
    auto event = m_reader.readOne(request.bodyView(), receiptOf(request));
    if (!event)
        return reply.send(Answer::error(event.error()));
    spool({std::move(*event)}, request, reply, Answer::json("{\"status\":\"accepted\"}"));
}

void IngestService::postEvents(const Request &request, const Reply &reply)
{
    const QByteArrayList types = {"application/json", "application/x-ndjson", "text/plain"};
    if (const auto refused = refuse(request, types))
        return reply.send(*refused);
    const auto import = importOf(request, "import");
    if (!import)
        return reply.send(Answer::error(import.error()));
    EventReader::Receipt receipt = receiptOf(request);
    receipt.importId = *import;
    auto batch = isNdjson(request) ? m_reader.readLines(request.bodyView(), receipt)
                                   : m_reader.readArray(request.bodyView(), receipt);
    if (!batch)
        return reply.send(Answer::error(batch.error()));
    m_rate.charge(request.peer, std::int64_t(batch->accepted.size() + batch->rejected.size()) - 1);
    if (batch->accepted.empty()) {
        std::string json = "{\"status\":\"error\",\"message\":\"No valid event\",\"accepted\":0,";
        appendRejected(json, batch->rejected);
        return reply.send(Answer::json(json, 400));
    }
    std::string json
        = "{\"status\":\"accepted\",\"accepted\":" + std::to_string(batch->accepted.size()) + ',';
    appendRejected(json, batch->rejected);
    spool(std::move(batch->accepted), request, reply, Answer::json(json));
}

void IngestService::postForeign(const QByteArray &path, const Foreign &foreign, qint64 maxBody)
{
    const auto handle = [this, foreign](const Request &request, const Reply &reply) {
        if (const auto refused = refuse(request, {"application/json", "text/plain"}))
            return reply.send(*refused);
        const auto translation = foreign.translate(request);
        if (!translation)
            return reply.send(Answer::error(translation.error()));
        auto batch = m_reader.readArray(translation->events, receiptOf(request));
        if (!batch)
            return reply.send(Answer::error(batch.error()));
        m_rate.charge(request.peer, std::int64_t(batch->accepted.size() + batch->rejected.size()) - 1);
        if (!batch->rejected.empty() && (foreign.allOrNothing || batch->accepted.empty())) {
            const EventReader::Rejected &first = batch->rejected.front();
            return reply.send(Answer::error({first.kind, translation->renamed(first.message)}));
        }
        if (batch->accepted.empty()) // a call that is not counted
            return reply.send(foreign.accepted);
        spool(std::move(batch->accepted), request, reply, foreign.accepted);
    };
    post(path, handle, maxBody);
}

void IngestService::getPixel(const Request &request, const Reply &reply)
{
    if (request.method == "HEAD") // nobody sees the page
        return reply.send(pixelAnswer());
    auto event = pixelJson(request).and_then(
        [&](const std::string &json) { return m_reader.readOne(json, receiptOf(request)); });
    if (!event)
        return reply.send(Answer::error(event.error()));
    spool({std::move(*event)}, request, reply, pixelAnswer());
}

void IngestService::spool(std::vector<Event> events, const Request &request, const Reply &reply, Answer accepted)
{
    if (!m_enrichment.isReadyFor(events, isBrowser(request))) {
        QTimer::singleShot(notReadyPause, this, [=, this, events = std::move(events)]() mutable {
            spool(std::move(events), request, reply, accepted);
        });
        return;
    }
    m_enrichment.enrich(events, request, isBrowser(request));
    Spool::Append append;
    append.lines.reserve(events.size() * 256);
    for (const Event &event : events)
        appendCanonical(append.lines, event);
    append.events = std::uint32_t(events.size());
    append.context = this;
    append.done = [reply, answer = std::move(accepted)](const Result<void> &outcome) {
        reply.send(outcome ? answer : Answer::error(outcome.error()));
    };
    m_spool.append(std::move(append));
}

void IngestService::getHealth(const Request &, const Reply &reply)
{
    const SpoolSize size = m_spool.size();
    auto refusal = m_spool.refusal();
    if (!refusal)
        refusal = m_sites.refusal();
    const double oldest = size.oldest == 0
        ? 0
        : double(std::max<Timestamp>(0, m_clock() - size.oldest)) / double(microsPerSecond);
    std::string json = "{\"status\":";
    json += refusal ? "\"degraded\",\"reason\":" : "\"ok\"";
    if (refusal)
        appendJsonString(json, refusal->message.toStdString());
    json += ",\"service\":\"ingest\",\"version\":\"" FOOTFALL_VERSION "\"";
    json += ",\"queue_size\":" + std::to_string(size.events);
    json += ",\"oldest_seconds\":" + QByteArray::number(oldest, 'f', 3).toStdString();
    json += ",\"spool_bytes\":" + std::to_string(size.bytes);
    json += ",\"spool_limit_bytes\":" + std::to_string(m_spool.limit());
    json += ",\"damaged_spools\":" + std::to_string(m_spool.damaged());
    json += ",\"accepted_events\":" + std::to_string(m_spool.accepted());
    json += ",\"rejected_events\":" + std::to_string(m_pipe.rejectedEvents());
    json += ",\"rate_limited\":" + std::to_string(m_rate.refusals()) + '}';
    Answer answer = Answer::json(json, refusal ? 503 : 200);
    if (refusal)
        answer.headers = "Retry-After: 5\r\n";
    reply.send(answer);
}

}
