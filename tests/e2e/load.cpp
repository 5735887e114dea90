#include "tests/e2e/load.h"

#include <QHash>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

namespace footfall {

Load::Load(QUrl url, QByteArray site, int inFlight)
    : m_url(std::move(url))
    , m_site(std::move(site))
    , m_wanted(inFlight)
{
}

void Load::start()
{
    m_isStopped = false;
    while (m_inFlight < m_wanted)
        sendNext();
}

void Load::stop()
{
    m_isStopped = true;
}

void Load::sendNext()
{
    ++m_inFlight;
    ++m_next;
    send("user-" + QByteArray::number(m_next), m_next % 2 == 0);
}

void Load::send(const QByteArray &user, bool again)
{
    QByteArray body = "{\"site_id\":\"" + m_site + "\",\"event_type\":\"page_view\",\"path\":\"/" + user.right(1)
        + "\",\"user_id\":\"" + user + '"';
    if (again)
        body += ",\"event_id\":\"" + user + '"';
    QNetworkRequest request(m_url);
    request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    request.setTransferTimeout(15'000);
    // By itself Qt sends a POST once more if a kept connection turns out to be dead: a retry
    // that the book would not know of.
    request.setRawHeader("Connection", "close");
    QNetworkReply *reply = m_network.post(request, body + '}');
    connect(reply, &QNetworkReply::finished, this, [=, this] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (status == 200 && reply->readAll() == "{\"status\":\"accepted\"}")
            m_answered.insert(user);
        else if (status != 0)
            ++m_refused;
        else
            ++m_unanswered;
        if (again && !m_answered.contains(user)) {
            QTimer::singleShot(20, this, [=, this] { send(user, again); });
            return;
        }
        --m_inFlight;
        if (!m_isStopped)
            QTimer::singleShot(status == 200 ? 0 : 20, this, [this] {
                if (!m_isStopped)
                    sendNext();
            });
    });
}

QByteArray Load::complaint(const QByteArray &counts) const
{
    QHash<QByteArray, int> counted;
    for (const QByteArray &pair : counts.split(' ')) {
        if (const qsizetype colon = pair.indexOf(':'); colon > 0)
            counted[pair.first(colon)] = pair.mid(colon + 1).toInt();
    }
    int lost = 0, doubled = 0;
    for (const QByteArray &user : m_answered)
        lost += counted.value(user) < 1;
    for (const int times : counted)
        doubled += times > 1;
    if (lost == 0 && doubled == 0)
        return {};
    return QByteArray::number(lost) + " lost and " + QByteArray::number(doubled) + " doubled of "
        + QByteArray::number(m_answered.size()) + " answered";
}

}
