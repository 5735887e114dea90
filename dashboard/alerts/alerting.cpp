#include "dashboard/alerts/alerting.h"

namespace footfall::dashboard {

Alerting::Alerting(Feed &feed, QSettings &settings, Clock clock, QObject *parent)
    : QObject(parent)
    , m_feed(feed)
    , m_watch(std::move(clock))
{
    connect(&feed, &Feed::visitorsHeard, &m_watch, &AlertWatch::hearVisitors);
    connect(&feed, &Feed::sitesHeard, &m_watch, &AlertWatch::hearSites);
    connect(&feed, &Feed::queueHeard, &m_watch, &AlertWatch::hearQueue);
    connect(&feed, &Feed::failed, &m_watch, &AlertWatch::hearNothing);
    connect(&feed, &Feed::polled, &m_watch, &AlertWatch::hearAgain);
    connect(&feed, &Feed::stopped, &m_watch, &AlertWatch::stopHearing);
    connect(&m_watch, &AlertWatch::fired, this, [this](const AlertRule &, const QString &sentence) { emit fired(sentence); });
    setRules(readAlertRules(settings));
}

void Alerting::setRules(const QList<AlertRule> &rules)
{
    m_watch.setRules(rules);
    m_feed.setWatched(m_watch.watchedSites());
}

void Alerting::setSite(const QString &site)
{
    m_watch.setSite(site);
    m_feed.setWatched(m_watch.watchedSites());
}

}
