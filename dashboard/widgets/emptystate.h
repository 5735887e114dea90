#pragma once

#include <QUrl>
#include <QWidget>

class QPlainTextEdit;

namespace footfall::dashboard {

// What stands in the window before the first event: how to send one.
class EmptyState : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget *parent = nullptr);

    void setIngestUrl(const QUrl &url); // where the event is sent; empty: where it usually is

private:
    QPlainTextEdit *m_line;
};

}
