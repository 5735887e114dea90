#include "dashboard/window/screenshot.h"

#include "dashboard/poll/feed.h"
#include "dashboard/window/mainwindow.h"

#include <QImageWriter>
#include <QPixmap>
#include <QTimer>

namespace footfall::dashboard {

Screenshot::Screenshot(
    MainWindow &window, const Feed &feed, const QString &file, qint64 polls, bool awaitsLoss, std::chrono::milliseconds patience)
    : m_window(window)
    , m_feed(feed)
    , m_file(file)
    , m_pollsLeft(polls)
    , m_awaitsQueue(!feed.address().ingest.isEmpty())
    , m_awaitsLoss(awaitsLoss)
{
    connect(&feed, &Feed::polled, this, &Screenshot::countPoll);
    const auto hear = [this] {
        m_awaitsQueue = false;
        takeWhenReady();
    };
    connect(&feed, &Feed::queueHeard, this, hear);
    connect(&feed, &Feed::queueLost, this, hear);
    connect(&feed, &Feed::failed, this, [this] {
        m_awaitsLoss = m_awaitsLoss && m_pollsLeft > 0;
        takeWhenReady();
    });
    QTimer::singleShot(patience, this, [this, patience] {
        const QString why = m_feed.failure() ? m_feed.failure()->reason
            : m_window.look().site.isEmpty()  ? tr("there is no site yet")
                                               : tr("no answer");
        const double seconds = double(patience.count()) / 1000;
        emit done(1, tr("No screenshot after %1 s: %2").arg(seconds).arg(why));
    });
}

void Screenshot::countPoll()
{
    if (m_window.showsStats() || m_window.page() != Page::Overview)
        --m_pollsLeft;
    takeWhenReady();
}

void Screenshot::takeWhenReady()
{
    if (m_pollsLeft > 0 || m_awaitsQueue || m_isTaken)
        return;
    if (m_awaitsLoss) {
        if (!std::exchange(m_isAnnounced, true))
            qInfo("Shown; the screenshot is taken once the stats service is lost");
        return;
    }
    m_isTaken = true;
    // The chart lays itself out in events that are posted by now, and those post more.
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(0, this, &Screenshot::take); });
}

void Screenshot::take()
{
    QImageWriter writer(m_file, "png");
    if (writer.write(m_window.grab().toImage()))
        emit done(0, {});
    else
        emit done(1, tr("%1: %2").arg(m_file, writer.errorString()));
}

}
