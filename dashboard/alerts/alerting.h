#pragma once

#include "dashboard/alerts/alertwatch.h"
#include "dashboard/poll/feed.h"

class QSettings;

namespace footfall::dashboard {

// Has the rules of the settings watched over what a feed hears. It asks the feed for the visitors
// that they are about, whatever is visible.
class Alerting : public QObject {
    Q_OBJECT
public:
    // The feed and the settings outlive it.
    Alerting(Feed &feed, QSettings &settings, Clock clock, QObject *parent = nullptr);

    bool hasRules() const { return !m_watch.rules().isEmpty(); }
    void setRules(const QList<AlertRule> &rules);
    void setSite(const QString &site); // that is looked at
    void startOver() { m_watch.startOver(); } // another server

signals:
    void fired(const QString &sentence);

private:
    Feed &m_feed;
    AlertWatch m_watch;
};

}
