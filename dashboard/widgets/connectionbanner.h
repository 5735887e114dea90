#pragma once

#include "dashboard/client/clock.h"
#include "dashboard/client/failure.h"

#include <QFrame>
#include <QTimer>
#include <QUrl>

class QLabel;
class QPushButton;

namespace footfall::dashboard {

// "Cannot reach http://...: <reason>. Next try in 4 s." `seconds` 0: the try is under way;
// none: there will be none while the window is paused.
QString bannerText(const QUrl &url, const Failure &failure, std::optional<qint64> seconds);

// Says plainly that what is shown is old, why, and when it may change. Hidden while all is well.
class ConnectionBanner : public QFrame {
    Q_OBJECT
public:
    explicit ConnectionBanner(Clock clock, QWidget *parent = nullptr);

    void setUrl(const QUrl &url) { m_url = url; } // of the service that it speaks of
    void showFailure(const Failure &failure, const std::optional<QDateTime> &nextTry);

signals:
    void tryNow();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void countDown();
    void recolor();

    QUrl m_url;
    Clock m_clock;
    Failure m_failure;
    std::optional<QDateTime> m_nextTry;
    QTimer m_timer;
    QLabel *m_text;
    QPushButton *m_button;
};

}
