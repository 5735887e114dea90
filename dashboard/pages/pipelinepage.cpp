#include "dashboard/pages/pipelinepage.h"

#include "dashboard/format.h"
#include "dashboard/models/pipelinehistorymodel.h"
#include "dashboard/models/workersmodel.h"
#include "dashboard/pages/pagegrid.h"
#include "dashboard/pages/pipelinecharts.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/countlist.h"
#include "dashboard/widgets/healthline.h"
#include "dashboard/widgets/panelcard.h"
#include "dashboard/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

PipelinePage::PipelinePage(Clock clock, QWidget *parent)
    : QWidget(parent)
    , m_clock(std::move(clock))
    , m_history(new PipelineHistoryModel(this))
    , m_workers(new WorkersModel(this))
    , m_health(new HealthLine)
    , m_charts(new PipelineCharts)
    , m_counts(new CountList(tr("Not counted")))
    , m_chartsPanel(chartsPanel())
    , m_workersTable(new BarTable)
{
    setObjectName(u"pipelinePage"_s);
    m_health->setFont(scaled(font(), 1.15, QFont::DemiBold));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(pageMargins);
    column->setSpacing(pageGap);
    column->addWidget(m_health);
    column->addWidget(m_chartsPanel, 1);
    column->addWidget(workersPanel());
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &PipelinePage::sample);
    clear();
}

PanelCard *PipelinePage::chartsPanel()
{
    m_charts->addBeside(m_counts);
    auto *panel = new PanelCard(u"pipeline"_s, tr("From the sites into the numbers"));
    panel->setBody(m_charts);
    panel->setTable(m_history);
    panel->setTableEmptyText(tr("Nothing was heard of the pipeline yet"));
    connect(panel, &PanelCard::tableShown, this, &PipelinePage::showCounts); // the table goes further back
    return panel;
}

QWidget *PipelinePage::workersPanel()
{
    m_workersTable->setObjectName(u"workers"_s);
    m_workersTable->setAccessibleName(tr("Workers"));
    m_workersTable->setModel(m_workers);
    connect(m_workersTable, &BarTable::copied, this,
        [this](const QModelIndex &index) { QGuiApplication::clipboard()->setText(m_workers->at(index.row()).name); });
    m_workersTable->setShownRows(3, 8);
    auto *panel = new PanelCard(u"workers"_s, tr("Workers"));
    panel->setNote(tr("of the last 24 hours"));
    panel->setBody(m_workersTable);
    panel->setTable(m_workers);
    return panel;
}

void PipelinePage::setQueue(const std::optional<Queue> &queue)
{
    m_now.queue = queue;
    showCounts();
    showHealth();
}

void PipelinePage::setPipeline(const Pipeline &pipeline)
{
    m_now.pipeline = pipeline;
    m_workersTable->setEmptyText(tr("No worker was heard of in the last 24 hours"));
    m_workers->setWorkers(pipeline.workers);
    showCounts();
    showHealth();
    if (m_history->samples().empty())
        sample();
}

void PipelinePage::setZone(const QByteArray &zone)
{
    m_history->setZone(zone);
    m_workers->setZone(zone);
}

void PipelinePage::setFailures(const std::optional<Failure> &stats, const std::optional<Failure> &queue)
{
    m_now.statsFailure = stats;
    m_now.queueFailure = queue;
    showCounts();
    showHealth();
}

void PipelinePage::setStale(bool isStale)
{
    m_isStale = isStale;
    m_charts->setStale(isStale);
    m_counts->setStale(isStale);
    m_chartsPanel->setTableStale(isStale);
    m_workersTable->setStale(isStale);
}

void PipelinePage::clear()
{
    m_now = {};
    m_history->clear();
    m_charts->setSamples({});
    m_workers->setWorkers({});
    m_workersTable->setEmptyText({});
    setStale(false);
    showCounts();
    showHealth();
}

void PipelinePage::sample()
{
    if (m_isStale || m_isPaused || (!m_now.queue && !m_now.pipeline))
        return;
    m_history->add(m_clock(), m_now.queueFailure ? std::nullopt : m_now.queue, m_now.pipeline);
    m_charts->setSamples(m_history->samples());
    showHealth();
}

void PipelinePage::showHealth()
{
    Situation now = m_now;
    now.recent = m_history->samples();
    m_health->setHealth(healthOf(now));
}

void PipelinePage::showCounts()
{
    const auto &queue = m_now.queue;
    const QString unknown = u"\u2013"_s;
    const QString noQueue = tr("Not known without the ingest service's address: give it under Servers, or by --ingest-url");
    const bool isQueueKnown = queue || m_now.queueFailure || !m_now.pipeline;
    const QString recent = m_chartsPanel->showsTable() ? tr("last 10 minutes") : tr("last 5 minutes");
    m_chartsPanel->setNote(isQueueKnown ? recent : tr("%1. The queue is not known without the ingest service's address: give it under Servers, or by --ingest-url").arg(recent));
    const auto ofQueue = [&](const QString &name, std::optional<qint64> figure, const QString &meaning) {
        m_counts->setCount(name, figure ? exactNumber(*figure) : unknown, queue ? meaning : noQueue);
    };
    ofQueue(tr("Invalid events"), queue ? queue->rejectedEvents : std::nullopt, tr("Refused with the reason since the ingest service's start"));
    ofQueue(tr("Rate-limited requests"), queue ? queue->rateLimited : std::nullopt, tr("Refused since the ingest service's start: their sender was too fast"));
    m_counts->setCount(tr("Refused by PostgreSQL"), m_now.pipeline ? exactNumber(m_now.pipeline->rejectedEvents) : unknown,
        tr("Events that are kept in the table rejected_events, with the reason"));
}

void PipelinePage::showEvent(QShowEvent *event)
{
    m_timer.start();
    QWidget::showEvent(event);
}

void PipelinePage::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QWidget::hideEvent(event);
}

}
