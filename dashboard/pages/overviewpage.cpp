#include "dashboard/pages/overviewpage.h"

#include "dashboard/pages/breakdownpanel.h"
#include "dashboard/pages/overviewcards.h"
#include "dashboard/pages/pagegrid.h"
#include "dashboard/pages/trafficpanel.h"
#include "dashboard/widgets/filterchip.h"

#include <QGridLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

OverviewPage::OverviewPage(Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_chip(new FilterChip)
    , m_chipNote(new QLabel(tr("The figures and the chart are of this value alone, the tables of the whole site")))
    , m_cards(new OverviewCards(m_clock))
    , m_traffic(new TrafficPanel(m_clock))
{
    setObjectName(u"overview"_s);
    addPanel(new BreakdownPanel(u"paths"_s, {u"path"_s}, {tr("Top paths")}));
    addPanel(new BreakdownPanel(u"sources"_s, {u"referrer"_s, u"source"_s, u"utm_campaign"_s},
        {tr("Referrers"), tr("Sources"), tr("Campaigns")}));
    addPanel(new BreakdownPanel(u"eventTypes"_s, {u"event_type"_s, u"bot"_s}, {tr("Event types"), tr("Bots")}));
    addPanel(new BreakdownPanel(u"browsers"_s, {u"browser"_s, u"os"_s, u"device"_s},
        {tr("Browsers"), tr("Systems"), tr("Devices")}));
    addPanel(new BreakdownPanel(u"countries"_s, {u"country"_s}, {tr("Countries")}));
    m_panels.first()->keepSearchShown();

    // The paths, which people look at most, take the height of two.
    auto *tables = new QGridLayout;
    tables->setSpacing(pageGap);
    tables->addWidget(m_panels[0], 0, 0, 2, 1);
    tables->addWidget(m_panels[1], 0, 1);
    tables->addWidget(m_panels[2], 0, 2);
    tables->addWidget(m_panels[3], 1, 1);
    tables->addWidget(m_panels[4], 1, 2);
    for (int column = 0; column < 3; ++column)
        tables->setColumnStretch(column, column == 0 ? 27 : 20);
    for (int row = 0; row < 2; ++row)
        tables->setRowStretch(row, 1);

    m_chipNote->setObjectName(u"filterNote"_s);
    m_chipNote->setForegroundRole(QPalette::PlaceholderText);
    m_chipNote->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_chipNote->hide();
    auto *filter = new QHBoxLayout;
    filter->addWidget(m_chip);
    filter->addWidget(m_chipNote, 1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(pageMargins);
    column->setSpacing(pageGap);
    column->addLayout(filter);
    column->addWidget(m_cards);
    column->addWidget(m_traffic, 9);
    column->addLayout(tables, 16);

    m_patience.setSingleShot(true);
    m_patience.setInterval(250);
    connect(&m_patience, &QTimer::timeout, this, &OverviewPage::clearAwaited);
    m_ageing.setSingleShot(true);
    m_ageing.setInterval(1000);
    connect(&m_ageing, &QTimer::timeout, this, &OverviewPage::showTimeseries);
    connect(m_traffic, &TrafficPanel::intervalPicked, this, &OverviewPage::intervalPicked);
    connect(m_chip, &QPushButton::clicked, this, [this] { emit filterPicked(std::nullopt); });
}

void OverviewPage::addPanel(BreakdownPanel *panel)
{
    m_panels += panel;
    connect(panel, &BreakdownPanel::panelChanged, this, &OverviewPage::panelsChanged);
    connect(panel, &BreakdownPanel::copied, this, &OverviewPage::copied);
    connect(panel, &BreakdownPanel::picked, this, &OverviewPage::pick);
}

// What is chosen already is let go.
void OverviewPage::pick(const Filter &filter)
{
    emit filterPicked(m_look.filter == filter ? std::nullopt : std::optional(filter));
}

QList<Panel> OverviewPage::panels() const
{
    QList<Panel> panels;
    for (const BreakdownPanel *panel : m_panels)
        panels += panel->panel();
    return panels;
}

void OverviewPage::setLook(const Look &look)
{
    m_look = look;
    m_chip->setFilter(look.filter);
    m_chipNote->setVisible(look.filter.has_value());
    m_cards->setLook(look);
    m_traffic->setLook(look);
    for (BreakdownPanel *panel : m_panels)
        panel->setFilter(look.filter);
}

void OverviewPage::setStats(const Stats &stats)
{
    m_awaited.remove(m_cards);
    m_cards->setStats(stats);
    if (!m_look.filter)
        setWholes(stats.views, stats.events);
}

void OverviewPage::setWholes(qint64 views, const std::optional<qint64> &events)
{
    for (BreakdownPanel *panel : m_panels)
        panel->setWholes(views, events);
}

void OverviewPage::setTimeseries(const Timeseries &series)
{
    m_awaited.remove(m_traffic);
    m_series = series;
    showTimeseries();
}

void OverviewPage::showTimeseries()
{
    m_cards->setTimeseries(m_series);
    m_traffic->setTimeseries(m_series);
    if (isOpen(m_look.range, m_look.zone, m_clock()))
        m_ageing.start();
}

void OverviewPage::setPreviousTimeseries(const Timeseries &series)
{
    m_traffic->setPrevious(series);
}

void OverviewPage::setBreakdown(const Breakdown &breakdown)
{
    bool isWhole = breakdown.rows.size() == breakdown.totalRows;
    for (BreakdownPanel *panel : m_panels) {
        if (panel->dimension() == breakdown.dimension) {
            m_awaited.remove(panel);
            isWhole = isWhole && panel->panel().part.search.isEmpty();
        }
        panel->setBreakdown(breakdown);
    }
    // While the figures are of one value alone, the event types tell of the whole.
    if (!m_look.filter || breakdown.dimension != u"event_type" || !isWhole)
        return;
    qint64 views = 0;
    qint64 events = 0;
    for (const Breakdown::Row &row : breakdown.rows) {
        events += row.figure;
        views += row.value == u"page_view" ? row.figure : 0;
    }
    setWholes(views, events);
}

void OverviewPage::refuseBreakdown(const QString &dimension, const Failure &failure)
{
    for (BreakdownPanel *panel : m_panels) {
        if (panel->dimension() == dimension)
            m_awaited.remove(panel);
        panel->refuse(dimension, failure);
    }
}

void OverviewPage::setRealtime(const Realtime &realtime)
{
    m_cards->setRealtime(realtime);
}

void OverviewPage::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) == isStale)
        return;
    m_cards->setStale(isStale);
    m_traffic->setStale(isStale);
    for (BreakdownPanel *panel : m_panels)
        panel->setStale(isStale);
}

void OverviewPage::clear()
{
    m_ageing.stop();
    m_cards->clear();
    m_traffic->clear();
    for (BreakdownPanel *panel : m_panels)
        panel->clear();
}

void OverviewPage::awaitFigures()
{
    m_awaited = {m_cards, m_traffic};
    for (const BreakdownPanel *panel : m_panels)
        m_awaited += panel;
    setStale(true);
    m_patience.start();
}

void OverviewPage::clearAwaited()
{
    // Only what has not come: an answer that stays the same is not told again.
    if (m_awaited.contains(m_cards))
        m_cards->clearStats();
    if (m_awaited.contains(m_traffic)) {
        m_ageing.stop();
        m_cards->clearTimeseries();
        m_traffic->clear();
    }
    for (BreakdownPanel *panel : m_panels) {
        if (m_awaited.contains(panel))
            panel->clear();
    }
    m_awaited.clear();
}

void OverviewPage::startSearch()
{
    for (BreakdownPanel *panel : m_panels) {
        if (panel->isAncestorOf(focusWidget()))
            return panel->startSearch();
    }
    m_panels.first()->startSearch();
}

}
