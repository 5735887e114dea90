#pragma once

#include "dashboard/alerts/alertrule.h"
#include "dashboard/client/clock.h"
#include "dashboard/client/figures.h"

#include <QHash>
#include <QObject>
#include <QTimer>

namespace footfall::dashboard {

// Is told what is heard, and says when a rule is broken: once, and again only after it was well
// in between. Visitors are well again a tenth away from their threshold, or a figure that
// trembles around it would be told each minute. What is not known breaks no rule.
class AlertWatch : public QObject {
    Q_OBJECT
public:
    explicit AlertWatch(Clock clock, QObject *parent = nullptr);

    const QList<AlertRule> &rules() const { return m_rules; }
    void setRules(const QList<AlertRule> &rules); // one that was there already stays as it is
    void setSite(const QString &site); // that is looked at
    void startOver(); // another server

    QStringList watchedSites() const; // those whose current visitors the rules want to hear

public slots:
    void hearVisitors(const footfall::dashboard::Realtime &realtime);
    void hearSites(const QList<footfall::dashboard::Site> &sites);
    void hearQueue(const footfall::dashboard::Queue &queue);
    void hearNothing(); // the server failed to answer
    void hearAgain(); // it answers
    void stopHearing(); // nobody is asked
    void check(); // by the clock; the watch does so itself, each second

signals:
    void fired(const footfall::dashboard::AlertRule &rule, const QString &sentence);

private:
    enum class Finding { Well, Broken, Undecided }; // Undecided: it stays as it was
    struct Watched {
        AlertRule rule;
        bool isBroken = false;
    };

    Finding find(const AlertRule &rule) const;
    Finding findVisitors(const AlertRule &rule) const;
    Finding findSilence(const AlertRule &rule) const;
    QString sentence(const AlertRule &rule) const;
    QString siteOf(const AlertRule &rule) const { return rule.site.isEmpty() ? m_site : rule.site; }

    Clock m_clock;
    QTimer m_timer;
    QList<AlertRule> m_rules;
    QList<Watched> m_watched;
    QString m_site;
    QHash<QString, QDateTime> m_lastEvents; // by site, as known at m_sitesAt
    QDateTime m_sitesAt;
    QHash<QString, qint64> m_visitors; // by site
    std::optional<Queue> m_queue;
    std::optional<QDateTime> m_lostAt;
    QDateTime m_checkedAt;
};

}
