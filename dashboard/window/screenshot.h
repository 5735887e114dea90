#pragma once

#include <QObject>
#include <QString>

#include <chrono>

namespace footfall::dashboard {

class Feed;
class MainWindow;

// Draws the window to a PNG once it has shown `polls` whole polls, and has an answer about
// the queue if it asks for one; if it `awaitsLoss`, logs that, and draws once the service is lost.
class Screenshot : public QObject {
    Q_OBJECT
public:
    Screenshot(MainWindow &window, const Feed &feed, const QString &file, qint64 polls, bool awaitsLoss,
        std::chrono::milliseconds patience);

signals:
    void done(int exitCode, const QString &complaint); // 0, or 1 and why

private:
    void countPoll();
    void takeWhenReady();
    void take();

    MainWindow &m_window;
    const Feed &m_feed;
    QString m_file;
    qint64 m_pollsLeft;
    bool m_awaitsQueue;
    bool m_awaitsLoss;
    bool m_isAnnounced = false;
    bool m_isTaken = false;
};

}
