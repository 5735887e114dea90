#pragma once

#include "dashboard/client/figures.h"
#include "dashboard/poll/scene.h"

#include <QButtonGroup>
#include <QWidget>

class QPushButton;

namespace footfall::dashboard {

class Behind;

// The left of the window: which page, and at its foot how far behind the figures are, which
// server they are of, and the way to the list of keys.
class Sidebar : public QWidget {
    Q_OBJECT
public:
    explicit Sidebar(QWidget *parent = nullptr);

    void setPage(Page page);
    void setQueue(const Queue &queue);
    void setQueueUnknown(const QString &why);
    void setServer(const QString &name, const QString &address);
    QWidget &serverButton();

signals:
    void pagePicked(footfall::dashboard::Page page);
    void serversWanted(); // their menu
    void shortcutsWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup m_pages;
    Behind *m_behind;
    QPushButton *m_server;
};

}
