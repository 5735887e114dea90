#pragma once

#include <QList>
#include <QString>

#include <optional>

class QSettings;

namespace footfall::dashboard {

// When somebody wants to be told.
struct AlertRule {
    enum class Kind {
        VisitorsAbove, // current visitors of a site; threshold in visitors
        VisitorsBelow,
        NoEvent, // of a site; threshold in minutes
        QueueOlder, // the oldest waiting event; threshold in seconds
        Unreachable, // the server; threshold in seconds
    };
    Kind kind = Kind::VisitorsAbove;
    qint64 threshold = 0;
    QString site = {}; // of the first three: this one; empty: whichever is looked at

    bool isOfSite() const { return kind <= Kind::NoEvent; }
    bool operator==(const AlertRule &) const = default;
};

// "Current visitors above 500", "No event on shop for 10 min"
QString text(const AlertRule &rule);

// "visitors_above 500 shop": for settings. What cannot be read gives nothing.
QString toText(const AlertRule &rule);
std::optional<AlertRule> alertRuleFrom(const QString &text);

QList<AlertRule> readAlertRules(QSettings &settings);
void writeAlertRules(QSettings &settings, const QList<AlertRule> &rules);

}
