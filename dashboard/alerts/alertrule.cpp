#include "dashboard/alerts/alertrule.h"

#include "dashboard/format.h"

#include <QCoreApplication>
#include <QSettings>

#include <array>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

using Kind = AlertRule::Kind;

struct AlertText {
    Q_DECLARE_TR_FUNCTIONS(Alert)
};

constexpr std::array<QStringView, 5> kinds // in the order of Kind
    = {u"visitors_above", u"visitors_below", u"no_event", u"queue_older", u"unreachable"};

}

QString text(const AlertRule &rule)
{
    const bool isAny = rule.site.isEmpty();
    const QString site = displayText(rule.site);
    const QString number = exactNumber(rule.threshold);
    switch (rule.kind) {
    case Kind::VisitorsAbove:
        return isAny ? AlertText::tr("Current visitors above %1").arg(number)
                     : AlertText::tr("Current visitors of %1 above %2").arg(site, number);
    case Kind::VisitorsBelow:
        return isAny ? AlertText::tr("Current visitors below %1").arg(number)
                     : AlertText::tr("Current visitors of %1 below %2").arg(site, number);
    case Kind::NoEvent:
        return isAny ? AlertText::tr("No event for %1 min").arg(number) : AlertText::tr("No event on %1 for %2 min").arg(site, number);
    case Kind::QueueOlder: return AlertText::tr("An event waits for more than %1 s").arg(number);
    case Kind::Unreachable: return AlertText::tr("No answer from the server for %1 s").arg(number);
    }
    Q_UNREACHABLE();
}

// The site last: it may have spaces.
QString toText(const AlertRule &rule)
{
    const QString text = kinds[std::size_t(rule.kind)] + u' ' + QString::number(rule.threshold);
    return rule.site.isEmpty() ? text : text + u' ' + rule.site;
}

std::optional<AlertRule> alertRuleFrom(const QString &text)
{
    const auto kind = std::find(kinds.begin(), kinds.end(), QStringView(text).left(text.indexOf(u' ')));
    bool isNumber = false;
    const qint64 threshold = text.section(u' ', 1, 1).toLongLong(&isNumber);
    if (kind == kinds.end() || !isNumber || threshold < 0)
        return std::nullopt;
    return AlertRule {Kind(kind - kinds.begin()), threshold, text.section(u' ', 2)};
}

QList<AlertRule> readAlertRules(QSettings &settings)
{
    QList<AlertRule> rules;
    for (const QString &text : settings.value(u"alerts"_s).toStringList()) {
        if (const auto rule = alertRuleFrom(text))
            rules += *rule;
    }
    return rules;
}

void writeAlertRules(QSettings &settings, const QList<AlertRule> &rules)
{
    QStringList texts;
    for (const AlertRule &rule : rules)
        texts += toText(rule);
    settings.setValue(u"alerts"_s, texts);
}

}
