#include "dashboard/alerts/alertwatch.h"

#include "dashboard/format.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace footfall::dashboard {

namespace {

using Kind = AlertRule::Kind;

}

AlertWatch::AlertWatch(Clock clock, QObject *parent)
    : QObject(parent)
    , m_clock(std::move(clock))
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &AlertWatch::check);
}

void AlertWatch::setRules(const QList<AlertRule> &rules)
{
    QList<Watched> watched;
    for (const AlertRule &rule : rules) {
        const auto known = std::find_if(m_watched.begin(), m_watched.end(), [&](const Watched &one) { return one.rule == rule; });
        watched += known == m_watched.end() ? Watched {rule} : *known;
    }
    m_rules = rules;
    m_watched = watched;
    if (rules.isEmpty())
        m_timer.stop();
    else
        m_timer.start();
}

void AlertWatch::setSite(const QString &site)
{
    if (std::exchange(m_site, site) == site)
        return;
    m_visitors.clear(); // of whenever it was looked at last
    for (Watched &watched : m_watched) {
        if (watched.rule.isOfSite() && watched.rule.site.isEmpty())
            watched.isBroken = false;
    }
}

void AlertWatch::startOver()
{
    m_visitors.clear();
    m_queue.reset();
    m_lostAt.reset();
    m_lastEvents.clear();
    for (Watched &watched : m_watched)
        watched.isBroken = false;
}

QStringList AlertWatch::watchedSites() const
{
    QStringList sites;
    for (const AlertRule &rule : m_rules) {
        const bool isOfVisitors = rule.kind == Kind::VisitorsAbove || rule.kind == Kind::VisitorsBelow;
        if (const QString site = siteOf(rule); isOfVisitors && !site.isEmpty() && !sites.contains(site))
            sites += site;
    }
    return sites;
}

void AlertWatch::hearVisitors(const Realtime &realtime)
{
    m_visitors[realtime.site] = realtime.currentVisitors;
    check();
}

void AlertWatch::hearSites(const QList<Site> &sites)
{
    m_sitesAt = m_clock();
    m_lastEvents.clear();
    for (const Site &site : sites) {
        if (site.lastEventAt)
            m_lastEvents[site.id] = *site.lastEventAt;
    }
    check();
}

void AlertWatch::hearQueue(const Queue &queue)
{
    m_queue = queue;
    check();
}

void AlertWatch::hearNothing()
{
    if (!m_lostAt)
        m_lostAt = m_clock();
    // What was heard before says nothing about now.
    m_visitors.clear();
    m_lastEvents.clear();
    check();
}

void AlertWatch::hearAgain()
{
    m_lostAt.reset();
    check();
}

void AlertWatch::stopHearing()
{
    m_lostAt.reset();
}

void AlertWatch::check()
{
    const QDateTime now = m_clock();
    if (m_lostAt && qAbs(m_checkedAt.secsTo(now)) > sleepSeconds)
        m_lostAt = now; // nobody was asked meanwhile
    m_checkedAt = now;
    // Whoever is told may change the rules.
    QList<std::pair<AlertRule, QString>> told;
    for (Watched &watched : m_watched) {
        const Finding finding = find(watched.rule);
        if (finding == Finding::Undecided)
            continue;
        const bool wasBroken = std::exchange(watched.isBroken, finding == Finding::Broken);
        if (!wasBroken && watched.isBroken)
            told += {watched.rule, sentence(watched.rule)};
    }
    for (const auto &[rule, sentence] : told)
        emit fired(rule, sentence);
}

AlertWatch::Finding AlertWatch::find(const AlertRule &rule) const
{
    const auto brokenIf = [](bool isBroken) { return isBroken ? Finding::Broken : Finding::Well; };
    switch (rule.kind) {
    case Kind::VisitorsAbove:
    case Kind::VisitorsBelow: return findVisitors(rule);
    case Kind::NoEvent: return findSilence(rule);
    case Kind::QueueOlder: return m_queue ? brokenIf(m_queue->oldestSeconds > double(rule.threshold)) : Finding::Undecided;
    case Kind::Unreachable: return brokenIf(m_lostAt && m_lostAt->secsTo(m_clock()) >= rule.threshold);
    }
    Q_UNREACHABLE();
}

AlertWatch::Finding AlertWatch::findVisitors(const AlertRule &rule) const
{
    const auto found = m_visitors.constFind(siteOf(rule));
    if (found == m_visitors.constEnd())
        return Finding::Undecided;
    const bool isAbove = rule.kind == Kind::VisitorsAbove;
    const qint64 visitors = *found;
    const qint64 threshold = rule.threshold;
    if (isAbove ? visitors > threshold : visitors < threshold)
        return Finding::Broken;
    const qint64 margin = threshold / 10; // or a figure that wavers would tell each time
    const bool isWell = isAbove ? visitors <= threshold - margin : visitors >= threshold + margin;
    return isWell ? Finding::Well : Finding::Undecided;
}

AlertWatch::Finding AlertWatch::findSilence(const AlertRule &rule) const
{
    const auto last = m_lastEvents.constFind(siteOf(rule));
    if (last == m_lastEvents.constEnd())
        return Finding::Undecided;
    // Not until now: what came in since the sites were heard of is not known.
    return last->secsTo(m_sitesAt) >= rule.threshold * 60 ? Finding::Broken : Finding::Well;
}

QString AlertWatch::sentence(const AlertRule &rule) const
{
    const QString site = displayText(siteOf(rule));
    switch (rule.kind) {
    case Kind::VisitorsAbove:
        return tr("%1 has %2 current visitors, more than %3.")
            .arg(site, exactNumber(m_visitors[siteOf(rule)]), exactNumber(rule.threshold));
    case Kind::VisitorsBelow:
        return tr("%1 has %2 current visitors, fewer than %3.")
            .arg(site, exactNumber(m_visitors[siteOf(rule)]), exactNumber(rule.threshold));
    case Kind::NoEvent:
        return tr("No event has come in on %1 for %2.").arg(site, duration(double(m_lastEvents[siteOf(rule)].secsTo(m_sitesAt))));
    case Kind::QueueOlder:
        return tr("The numbers are %1 behind: %2 events wait.").arg(duration(m_queue->oldestSeconds), exactNumber(m_queue->waiting));
    case Kind::Unreachable: return tr("The server has given no answer for %1.").arg(duration(double(m_lostAt->secsTo(m_clock()))));
    }
    Q_UNREACHABLE();
}

}
