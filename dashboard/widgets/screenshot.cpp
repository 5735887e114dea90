#include "dashboard/widgets/screenshot.h"

#include "dashboard/widgets/mainwindow.h"

#include <QImageWriter>
#include <QPixmap>
#include <QTimer>

namespace footfall {

Screenshot::Screenshot(MainWindow &window, const Poller &poller, const QueueWatch *queue, const QString &file,
    qint64 polls, std::chrono::milliseconds patience)
    : m_window(window)
    , m_poller(poller)
    , m_file(file)
    , m_pollsLeft(polls)
    , m_awaitsQueue(queue)
{
    connect(&poller, &Poller::polled, this, &Screenshot::countPoll);
    if (queue) {
        const auto hear = [this] {
            m_awaitsQueue = false;
            takeWhenReady();
        };
        connect(queue, &QueueWatch::heard, this, hear);
        connect(queue, &QueueWatch::lost, this, hear);
    }
    QTimer::singleShot(patience, this, [this, patience] {
        const QString why = m_poller.failure() ? m_poller.failure()->reason
            : m_poller.site().isEmpty()        ? tr("there is no site yet")
                                               : tr("no answer");
        const double seconds = double(patience.count()) / 1000;
        emit done(1, tr("No screenshot after %1 s: %2").arg(seconds).arg(why));
    });
}

void Screenshot::countPoll()
{
    if (m_window.showsStats())
        --m_pollsLeft;
    takeWhenReady();
}

void Screenshot::takeWhenReady()
{
    if (m_pollsLeft > 0 || m_awaitsQueue || std::exchange(m_isTaken, true))
        return;
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
