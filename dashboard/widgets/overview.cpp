#include "dashboard/widgets/overview.h"

#include "dashboard/format.h"
#include "dashboard/models/sitesmodel.h"
#include "dashboard/models/toppathsmodel.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/livechart.h"
#include "dashboard/charts/sparkline.h"
#include "dashboard/widgets/statcard.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QSortFilterProxyModel>

using namespace Qt::StringLiterals;

namespace footfall {

namespace {

constexpr int gap = 12;

QWidget *inCard(QWidget *widget)
{
    auto *card = new Card;
    auto *box = new QVBoxLayout(card);
    box->setContentsMargins(Card::padding, 4, 6, 8);
    box->addWidget(widget);
    return card;
}

}

Overview::Overview(Clock clock, SitesModel &sites, QWidget *parent)
    : QWidget(parent)
    , m_clock(clock)
    , m_paths(new TopPathsModel(this))
    , m_live(new LiveChart(clock))
{
    setObjectName(u"overview"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 14, 18, 14);
    column->setSpacing(gap);
    column->addWidget(cards());
    column->addWidget(m_live, 10);
    column->addWidget(tables(sites), 11);
    connect(m_live, &LiveChart::minutesChanged, this, &Overview::showRecent);
}

QWidget *Overview::cards()
{
    m_views = new StatCard(u"views"_s, tr("Views"));
    m_users = new StatCard(u"users"_s, tr("Unique users"));
    m_events = new StatCard(u"events"_s, tr("Events"));
    m_perUser = new StatCard(u"perUser"_s, tr("Views per user"));
    m_viewsLine = new Sparkline(Sparkline::Figure::Views);
    m_usersLine = new Sparkline(Sparkline::Figure::Users);
    m_views->addBeside(m_viewsLine);
    m_users->addBeside(m_usersLine);
    auto *page = new QWidget;
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    for (StatCard *card : {m_views, m_users, m_events, m_perUser})
        row->addWidget(card, 1);
    page->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    return page;
}

QWidget *Overview::tables(SitesModel &sites)
{
    m_pathsTable = new BarTable;
    m_pathsTable->setObjectName(u"topPaths"_s);
    m_pathsTable->setAccessibleName(tr("Top paths"));
    m_pathsTable->setModel(m_paths);
    connect(m_pathsTable, &BarTable::copied, this,
        [this](const QModelIndex &index) { QGuiApplication::clipboard()->setText(m_paths->at(index.row()).path); });

    auto *busiestFirst = new QSortFilterProxyModel(this);
    busiestFirst->setSourceModel(&sites);
    busiestFirst->setSortRole(SitesModel::SortRole);
    busiestFirst->sort(SitesModel::ViewsToday, Qt::DescendingOrder);
    m_sitesTable = new BarTable;
    m_sitesTable->setObjectName(u"sites"_s);
    m_sitesTable->setAccessibleName(tr("Sites today; Return looks at one"));
    m_sitesTable->setModel(busiestFirst);
    const auto idOf = [busiestFirst](const QModelIndex &index) {
        return index.siblingAtColumn(SitesModel::Id).data(SitesModel::SortRole).toString();
    };
    for (const auto signal : {&QAbstractItemView::clicked, &QAbstractItemView::activated})
        connect(m_sitesTable, signal, this, [this, idOf](const QModelIndex &index) { emit siteActivated(idOf(index)); });
    connect(m_sitesTable, &BarTable::copied, this,
        [idOf](const QModelIndex &index) { QGuiApplication::clipboard()->setText(idOf(index)); });

    auto *page = new QWidget;
    auto *row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addWidget(inCard(m_pathsTable), 5);
    row->addWidget(inCard(m_sitesTable), 3);
    return page;
}

void Overview::setStats(const Stats &stats)
{
    const qint64 users = stats.users.value_or(0);
    m_views->setNumber(stats.views);
    m_users->setNumber(users);
    m_events->setNumber(stats.events.value_or(0));
    m_events->setNote(tr("of every type, views too"));
    if (users > 0)
        m_perUser->setText(QLocale().toString(double(stats.views) / double(users), 'f', 2));
    else
        m_perUser->setText(u"\u2013"_s, tr("no users"));
    m_perUser->setNote(tr("counting users of any event"));
    m_pathsTable->setEmptyText(tr("No views with a path"));
    m_paths->setPaths(stats.topPaths, stats.views);
    m_live->add({m_clock().toMSecsSinceEpoch(), stats.views, users});
    showRecent();
    setStale(false);
}

void Overview::showRecent()
{
    const Samples &samples = m_live->samples();
    if (samples.isEmpty())
        return;
    const QList<Sample> recent = samples.since(samples.last().time - qint64(m_live->minutes()) * 60'000);
    const auto gain = [&](qint64 Sample::*figure) {
        return tr("+%1 in %2").arg(exactNumber(recent.last().*figure - recent.first().*figure),
            roughly(double(recent.last().time - recent.first().time) / 1000));
    };
    m_views->setNote(recent.size() > 1 ? gain(&Sample::views) : QString());
    m_users->setNote(recent.size() > 1 ? gain(&Sample::users) : QString());
    QList<QPointF> views;
    QList<QPointF> users;
    for (const Sample &sample : thinned(recent, 90)) {
        views += QPointF(qreal(sample.time), qreal(sample.views));
        users += QPointF(qreal(sample.time), qreal(sample.users));
    }
    m_viewsLine->setPoints(views);
    m_usersLine->setPoints(users);
}

void Overview::clear()
{
    for (StatCard *card : {m_views, m_users, m_events, m_perUser})
        card->clear();
    m_pathsTable->setEmptyText({});
    m_paths->setPaths({}, 0);
    m_live->clear();
    m_viewsLine->setPoints({});
    m_usersLine->setPoints({});
}

void Overview::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) == isStale)
        return;
    for (StatCard *card : {m_views, m_users, m_events, m_perUser})
        card->setStale(isStale);
    for (Sparkline *line : {m_viewsLine, m_usersLine})
        line->setStale(isStale);
    for (BarTable *table : {m_pathsTable, m_sitesTable})
        table->setStale(isStale);
    m_live->setStale(isStale);
}

}
