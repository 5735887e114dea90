#include "dashboard/pages/overviewcards.h"

#include "dashboard/charts/sparkline.h"
#include "dashboard/format.h"
#include "dashboard/pages/comparison.h"
#include "dashboard/pages/pagegrid.h"
#include "dashboard/pages/trafficdata.h"
#include "dashboard/widgets/statcard.h"

#include <QHBoxLayout>

#include <numeric>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

std::optional<double> ratio(qint64 views, const std::optional<qint64> &users)
{
    return users.value_or(0) > 0 ? std::optional(double(views) / double(*users)) : std::nullopt;
}

// Of `count` minutes, the first of which is the `from`th from the end.
std::optional<double> viewsOf(const Realtime &realtime, qsizetype from, qsizetype count)
{
    if (realtime.minutes.size() < from)
        return std::nullopt;
    const auto first = realtime.minutes.end() - from;
    return std::accumulate(first, first + count, 0.0,
        [](double sum, const Realtime::Minute &minute) { return sum + double(minute.views); });
}

}

OverviewCards::OverviewCards(Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_views(new StatCard(u"views"_s, tr("Views"), tr("Events of the type page_view in this time.")))
    , m_users(new StatCard(u"users"_s, tr("Unique users"),
          tr("Distinct users of the whole time, exact, by events of any type. A visitor without a cookie is another user "
             "each UTC day.")))
    , m_current(new StatCard(u"current"_s, tr("Current visitors"),
          tr("Distinct users of the last five minutes, whatever time is looked at. The line is the views of each of the "
             "last 30 minutes, the change that of the views of five minutes.")))
    , m_perUser(new StatCard(u"perUser"_s, tr("Views per user"), tr("Views divided by unique users.")))
    , m_cards {m_views, m_users, m_current, m_perUser}
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(pageGap);
    for (StatCard *card : m_cards) {
        const bool isOfUsers = card == m_users || card == m_perUser;
        m_lines += new Sparkline(isOfUsers ? Sparkline::Figure::Users : Sparkline::Figure::Views);
        card->addBeside(m_lines.last());
        row->addWidget(card, 1);
    }
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void OverviewCards::setStats(const Stats &stats)
{
    m_views->setNumber(stats.views);
    const auto &before = stats.previous;
    setChange(*m_views, double(stats.views), before ? std::optional(double(before->views)) : std::nullopt, before.has_value());
    setUsers(stats);
}

void OverviewCards::setUsers(const Stats &stats)
{
    const auto &before = stats.previous;
    if (!stats.users) {
        const QString why = tr("Users are counted for the whole site, not for one value alone.");
        m_users->setUnknown(why);
        m_perUser->setUnknown(why);
        for (StatCard *card : {m_users, m_perUser})
            card->setChange({}, tr("not counted for one value"));
        return;
    }
    m_users->setNumber(*stats.users);
    setChange(*m_users, double(*stats.users), before && before->users ? std::optional(double(*before->users)) : std::nullopt,
        before.has_value());
    const auto perUser = ratio(stats.views, stats.users);
    if (perUser)
        m_perUser->setText(QLocale().toString(*perUser, 'f', 2));
    else
        m_perUser->setUnknown(tr("There were no users."));
    setChange(*m_perUser, perUser, before ? ratio(before->views, before->users) : std::nullopt, before.has_value());
}

void OverviewCards::setChange(
    StatCard &card, const std::optional<double> &now, const std::optional<double> &before, bool hasPrevious)
{
    const QString with = comparedWith(m_look, m_clock());
    if (!hasPrevious || with.isEmpty())
        return card.setChange({}, m_look.range.preset == Range::Preset::All ? tr("all time: nothing before it") : tr("not compared"));
    if (const auto change = changeOf(now, before))
        return card.setChange(change, tr("vs. %1", "what it is compared with").arg(with));
    card.setChange({}, tr("vs. 0 in %1", "what it is compared with").arg(with));
}

void OverviewCards::setTimeseries(const Timeseries &series)
{
    const QDateTime now = m_clock();
    m_lines[0]->setPoints(courseOf(series, Course::Views, now));
    m_lines[1]->setPoints(courseOf(series, Course::Users, now));
    m_lines[3]->setPoints(courseOf(series, Course::ViewsPerUser, now));
}

void OverviewCards::setRealtime(const Realtime &realtime)
{
    m_current->setNumber(realtime.currentVisitors);
    const auto change = changeOf(viewsOf(realtime, 6, 5), viewsOf(realtime, 11, 5)); // but for the current minute
    m_current->setChange(change, change ? tr("views vs. 5 minutes before") : tr("in the last five minutes"));
    QList<QPointF> minutes;
    for (const Realtime::Minute &minute : realtime.minutes)
        minutes += QPointF(double(minutes.size()), double(minute.views));
    if (!minutes.isEmpty())
        minutes.removeLast(); // the current minute would always seem to fall
    m_lines[2]->setPoints(minutes);
}

void OverviewCards::setStale(bool isStale)
{
    for (StatCard *card : m_cards)
        card->setStale(isStale);
    for (Sparkline *line : m_lines)
        line->setStale(isStale);
}

void OverviewCards::clearStats()
{
    for (StatCard *card : {m_views, m_users, m_perUser})
        card->clear();
}

void OverviewCards::clearTimeseries()
{
    for (const int i : {0, 1, 3})
        m_lines[i]->setPoints({});
}

void OverviewCards::clear()
{
    clearStats();
    clearTimeseries();
    m_current->clear();
    m_lines[2]->setPoints({});
}

}
