#include "tests/faults/load.h"

#include "common/timestamp.h"

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr int requestsAtOnce = 12;
constexpr auto betweenRequests = std::chrono::milliseconds(5); // of the same lane
constexpr auto beforeAgain = std::chrono::milliseconds(30);

}

Load::Load(QUrl ingest, unsigned seed)
    : m_ingest(std::move(ingest))
    , m_random(seed)
{
}

void Load::start()
{
    m_isStopped = false;
    while (m_inFlight < requestsAtOnce) {
        ++m_inFlight;
        send(next());
    }
}

void Load::stop()
{
    m_isStopped = true;
}

SentEvent Load::madeUp(bool hasId)
{
    SentEvent event;
    event.site = std::array {"shop", "shop", "blog", "docs"}[dice(4)];
    event.type = std::array {"page_view", "page_view", "page_view", "click"}[dice(4)];
    if (dice(10) > 0)
        event.path = "/p" + QByteArray::number(dice(40));
    if (dice(4) == 0)
        event.referrer = "https://r" + QByteArray::number(dice(9)) + ".example/";
    if (dice(10) > 0) // regular visitors, and ones that never come again
        event.user = dice(2) ? QByteArray("u" + QByteArray::number(dice(300)))
                             : QByteArray("once" + QByteArray::number(m_book.size()));
    if (dice(10) == 0)
        event.count = 1 + dice(5);
    if (dice(4) == 0)
        event.timestamp = systemNow() - dice(3 * 86'400) * microsPerSecond;
    event.hasId = hasId;
    return event;
}

Load::Request Load::next()
{
    Request request {{}, dice(2) == 0, false};
    request.isRepeated = m_repeatsAll && !request.hasIds;
    m_repeated += request.isRepeated;
    const int events = dice(8) > 0 ? 1 : 2 + dice(20);
    for (int i = 0; i < events; ++i)
        request.events += m_book.add(madeUp(request.hasIds));
    return request;
}

void Load::send(const Request &request)
{
    QByteArrayList bodies;
    for (const qsizetype number : request.events)
        bodies += m_book[number].json(number);
    const bool isOne = bodies.size() == 1;
    QUrl url = m_ingest;
    url.setPath(isOne ? u"/event"_s : u"/events"_s);
    QNetworkRequest post(url);
    post.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    post.setTransferTimeout(request.isRepeated ? 60'000 : 15'000); // giving up may double it
    // By itself Qt sends a POST once more if a kept connection turns out to be dead: a retry
    // that the book would not know of.
    post.setRawHeader("Connection", "close");
    QNetworkReply *reply = m_network.post(post, isOne ? bodies[0] : '[' + bodies.join(',') + ']');
    connect(reply, &QNetworkReply::finished, this, [this, reply, request] {
        reply->deleteLater();
        const int status = reply->error() == QNetworkReply::NoError || reply->bytesAvailable() > 0
            ? reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt()
            : 0;
        take(request, status, reply->readAll());
    });
}

void Load::take(const Request &request, int status, const QByteArray &body)
{
    auto fate = SentEvent::Fate::Unknown;
    const QByteArray accepted = request.events.size() == 1
        ? QByteArray("{\"status\":\"accepted\"}")
        : QByteArray("{\"status\":\"accepted\",\"accepted\":" + QByteArray::number(request.events.size()) + ",\"rejected\":[]}");
    if (status == 200 && body == accepted)
        fate = SentEvent::Fate::Answered;
    else if (status == 503 && body.contains("full"))
        fate = SentEvent::Fate::Refused; // docs/protocol.md: nothing was accepted
    else if (status != 503 && status != 0)
        m_strange = QByteArray::number(status) + ' ' + body;
    m_refused += status == 503;
    m_unanswered += status == 0;
    for (const qsizetype number : request.events)
        m_book.settle(number, fate);

    const bool isAnswered = fate == SentEvent::Fate::Answered;
    if (request.hasIds ? !isAnswered || (!m_isStopped && dice(10) == 0) : request.isRepeated && !isAnswered) {
        QTimer::singleShot(beforeAgain, this, [this, request] { send(request); });
        return;
    }
    m_repeated -= request.isRepeated;
    QTimer::singleShot(isAnswered ? betweenRequests : beforeAgain, this, [this] {
        if (m_isStopped)
            --m_inFlight;
        else
            send(next());
    });
}

}
