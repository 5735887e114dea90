#include "server/ingest/ingestservice.h"

#include "common/json/text.h"
#include "server/http/openapi.h"
#include "server/ingest/cors.h"
#include "server/ingest/pixel.h"
#include "server/ingest/tracker.h"

#include <QAbstractEventDispatcher>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr qint64 maxEventBody = 1 << 20;
constexpr qint64 maxEventsBody = 8 << 20;

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

// A page has sent it: a browser adds an Origin to every POST, and to no image that it fetches.
bool isBrowser(const Request &request)
{
    return !request.origin.isEmpty();
}

}

IngestService::IngestService(Spool &spool, FramePipe &pipe, Clock clock, RateLimit &rate,
    const SiteRegistry &sites, const Enrichment &enrichment, Exclusions &exclusions, ImportQuestions &imports, TrustedProxies proxies)
    : HttpService(corsHeaders, std::move(proxies))
    , m_spool(spool)
    , m_pipe(pipe)
    , m_clock(std::move(clock))
    , m_rate(rate)
    , m_sites(sites)
    , m_enrichment(enrichment)
    , m_exclusions(exclusions)
    , m_imports(imports)
{
    // The requests that a turn of the event loop has read are one commit.
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] { m_spool.commitGathered(); });
    take("POST", "/event", [this](const auto &request, const auto &reply) { postEvent(request, reply); }, maxEventBody);
    take("POST", "/events", [this](const auto &request, const auto &reply) { postEvents(request, reply); }, maxEventsBody);
    for (const Format &format : formats()) {
        const auto handler = [this, format](const auto &request, const auto &reply) { receive(format, request, reply); };
        take(format.method, format.path, handler, format.maxBody);
        take(format.method, format.path + '/', handler, format.maxBody); // as some clients write it
    }
    take("GET", pixelPath, [this](const auto &request, const auto &reply) { getPixel(request, reply); }, smallBody);
    take("GET", "/import", [this](const auto &request, const auto &reply) { m_imports.ask(request, this, reply); }, smallBody);
    for (const char *path : {"/f.js", "/footfall.js"})
        route("GET", path, [](const auto &request, const auto &reply) { reply.send(trackerAnswer(request)); });
    route("GET", "/openapi.yaml", [](const auto &, const auto &reply) { reply.send(openApi()); });
    route("GET", "/health", [this](const auto &request, const auto &reply) { getHealth(request, reply); });
}

void IngestService::take(const QByteArray &method, const QByteArray &path, const Handler &handler, qint64 maxBody)
{
    const auto limited = [this, handler](const Request &request, const Reply &reply) {
        if (const auto wait = m_rate.admit(request.peer); wait.count() > 0)
            return reply.send(tooManyRequests(m_rate.limits(), wait));
        if (const auto refusal = m_sites.refusal())
            return reply.send(Answer::error(*refusal));
        handler(request, reply);
    };
    route(method, path, limited, maxBody);
    if (method == "POST")
        route("OPTIONS", path, [](const auto &request, const auto &reply) { reply.send(preflightAnswer(request)); });
}

Intake IngestService::intakeOf(const Request &request, bool isBrowser, Intake::OnError onError, std::string importId) const
{
    const qint64 maxEvent = request.contentEncoding.isEmpty() ? maxEventsBody : maxEventBody;
    return {{m_clock(), isBrowser, std::size_t(maxEvent), m_sites.admission(request.origin), std::move(importId)},
        [this, &request, isBrowser](const Event &event) { return m_exclusions.excludes(event, request, isBrowser); },
        Enrichment::OfRequest(m_enrichment, request, isBrowser), request.body.size(), onError};
}

void IngestService::postEvent(const Request &request, const Reply &reply)
{
    if (const auto refused = refuse(request, {"application/json", "text/plain"}))
        return reply.send(*refused);
    Intake intake = intakeOf(request, isBrowser(request), Intake::OnError::Stop);
    intake.take(m_reader.readOne(request.bodyView(), intake.receipt()));
    static const Answer accepted = Answer::json("{\"status\":\"accepted\"}");
    if (!isRefused(intake, {}, request, reply))
        spool(std::move(intake), reply, accepted);
}

void IngestService::postEvents(const Request &request, const Reply &reply)
{
    const QByteArrayList types = {"application/json", "application/x-ndjson", "text/plain"};
    if (const auto refused = refuse(request, types))
        return reply.send(*refused);
    const auto import = importOf(request, "import");
    if (!import)
        return reply.send(Answer::error(import.error()));
    Intake intake = intakeOf(request, isBrowser(request), Intake::OnError::GoOn, *import);
    const auto each = [&](Result<Event> event) { return intake.take(std::move(event)); };
    Result<void> read;
    if (request.contentType == "application/x-ndjson")
        m_reader.readLines(request.bodyView(), intake.receipt(), each);
    else
        read = m_reader.readArray(request.bodyView(), intake.receipt(), each);
    if (isRefused(intake, read, request, reply))
        return;
    std::string json = intake.accepted() > 0 ? "{\"status\":\"accepted\"" : "{\"status\":\"error\",\"message\":\"No valid event\"";
    json += ",\"accepted\":" + std::to_string(intake.accepted()) + ',';
    appendRejected(json, intake.rejected());
    json += '}';
    if (intake.accepted() == 0)
        return reply.send(Answer::json(json, 400));
    spool(std::move(intake), reply, Answer::json(json));
}

void IngestService::receive(const Format &format, const Request &request, const Reply &reply)
{
    if (const auto refused = request.method == "POST" ? refuse(request, format.contentTypes) : std::nullopt)
        return reply.send(*refused);
    Intake intake = intakeOf(request, isBrowser(request) || (format.isBrowsers && format.isBrowsers(request)), format.onError);
    if (request.method == "HEAD") // nobody sees the page
        return reply.send(format.accepted(request, intake));
    const auto read = format.read(request, intake.receipt(), [&](const EventDraft &draft) { return intake.take(draft); });
    if (isRefused(intake, read, request, reply))
        return;
    if (intake.accepted() == 0 && !intake.rejected().empty())
        return reply.send(Answer::error(intake.rejected().front().error));
    const Answer answer = format.accepted(request, intake);
    spool(std::move(intake), reply, answer);
}

void IngestService::getPixel(const Request &request, const Reply &reply)
{
    if (request.method == "HEAD") // nobody sees the page
        return reply.send(pixelAnswer());
    const auto view = PixelView::read(request);
    Intake intake = intakeOf(request, true, Intake::OnError::Stop);
    if (view)
        intake.take(view->draft());
    if (!isRefused(intake, view.map([](const PixelView &) {}), request, reply))
        spool(std::move(intake), reply, pixelAnswer());
}

bool IngestService::isRefused(const Intake &intake, const Result<void> &read, const Request &request, const Reply &reply)
{
    m_rate.charge(request.peer, intake.events() - 1); // one has been taken for the request
    m_pipe.countRejected(read ? intake.rejected().size() : 1);
    if (intake.failure())
        reply.send(Answer::error(*intake.failure()));
    else if (!read)
        reply.send(Answer::error(read.error()));
    return intake.failure() || !read;
}

void IngestService::spool(Intake intake, const Reply &reply, Answer accepted)
{
    if (intake.counted() == 0)
        return reply.send(accepted);
    Spool::Append append;
    append.events = std::uint32_t(intake.counted());
    append.lines = intake.takeLines();
    append.context = this;
    append.mayGather = true;
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
    json += ",\"rejected_events\":" + std::to_string(m_pipe.rejectedEvents() + m_pipe.rejectedByDatabase());
    json += ",\"rejected_by_database\":" + std::to_string(m_pipe.rejectedByDatabase());
    json += ",\"rate_limited\":" + std::to_string(m_rate.refusals());
    const Exclusions::Counts counts = m_exclusions.counts();
    json += ",\"not_tracked\":" + std::to_string(counts.notTracked);
    json += ",\"excluded_addresses\":" + std::to_string(counts.excludedAddresses);
    json += ",\"blocked_referrers\":" + std::to_string(counts.blockedReferrers) + '}';
    Answer answer = Answer::json(json, refusal ? 503 : 200);
    if (refusal)
        answer.headers = "Retry-After: 5\r\n";
    reply.send(answer);
}

}
