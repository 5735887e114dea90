#include "dashboard/pages/realtimepage.h"

#include "dashboard/charts/minutebars.h"
#include "dashboard/format.h"
#include "dashboard/models/breakdownmodel.h"
#include "dashboard/models/minutesmodel.h"
#include "dashboard/models/rankproxy.h"
#include "dashboard/pages/pagegrid.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/caption.h"
#include "dashboard/widgets/numberlabel.h"
#include "dashboard/widgets/panelcard.h"
#include "dashboard/widgets/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QTimeZone>

#include <numeric>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

RealtimePage::RealtimePage(QWidget *parent)
    : QWidget(parent)
    , m_minutesModel(new MinutesModel(this))
    , m_paths(new BreakdownModel(u"path"_s, this))
    , m_visitors(new Caption)
    , m_views(new NumberLabel)
    , m_bars(new MinuteBars)
    , m_pathsTable(new BarTable)
{
    setObjectName(u"realtimePage"_s);
    auto *now = new QHBoxLayout;
    now->setSpacing(pageGap);
    now->addWidget(numberCard(), 1);
    now->addWidget(minutesPanel(), 4);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(pageMargins);
    column->setSpacing(pageGap);
    column->addLayout(now, 4);
    column->addWidget(pathsPanel(), 5);
    clear();
}

QWidget *RealtimePage::numberCard()
{
    auto *card = new Card;
    card->setObjectName(u"currentVisitors"_s);
    card->setToolTip(tr("Distinct visitors with an event in the last five minutes"));
    auto *title = new Caption(tr("Current visitors"));
    title->setFont(scaled(font(), 1, QFont::DemiBold));
    m_visitors->setObjectName(u"currentVisitorsValue"_s);
    m_visitors->setFont(scaled(font(), 4.4, QFont::Bold));
    m_views->setObjectName(u"recentViewsValue"_s);
    m_views->setFont(scaled(font(), 1.5, QFont::DemiBold));
    const auto muted = [](const QString &text) {
        auto *label = new Caption(text);
        label->setForegroundRole(QPalette::PlaceholderText);
        label->setWordWrap(true);
        return label;
    };
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(Card::padding, 11, Card::padding, Card::padding);
    column->setSpacing(0);
    column->addWidget(title);
    column->addStretch(1);
    column->addWidget(m_visitors);
    column->addWidget(muted(tr("in the last 5 minutes")));
    column->addStretch(1);
    column->addWidget(m_views);
    column->addWidget(muted(tr("views in the last 30 minutes")));
    return card;
}

QWidget *RealtimePage::minutesPanel()
{
    m_minutesPanel = new PanelCard(u"minutes"_s, tr("Views a minute"));
    m_minutesPanel->setNote(tr("last 30 minutes"));
    m_minutesPanel->setBody(m_bars);
    m_minutesPanel->setTable(m_minutesModel);
    m_minutesPanel->setTableEmptyText(tr("Nothing was counted in this time"));
    return m_minutesPanel;
}

QWidget *RealtimePage::pathsPanel()
{
    auto *ranked = new RankProxy(this);
    ranked->setSourceModel(m_paths);
    ranked->sort(BreakdownModel::Figure, Qt::DescendingOrder);
    m_pathsTable->setObjectName(u"currentPaths"_s);
    m_pathsTable->setAccessibleName(tr("Pages people are on now, with views in the last 30 minutes"));
    m_pathsTable->setModel(ranked);
    m_pathsTable->horizontalHeader()->hide(); // the panel's own says it
    connect(m_pathsTable, &BarTable::copied, this, [](const QModelIndex &index) {
        QGuiApplication::clipboard()->setText(index.data(BreakdownModel::ValueRole).toString());
    });
    auto *panel = new PanelCard(u"current-paths"_s, tr("Pages people are on now"));
    panel->setNote(tr("views in the last 30 minutes"));
    panel->setBody(m_pathsTable);
    panel->setTable(ranked);
    return panel;
}

void RealtimePage::setRealtime(const Realtime &realtime)
{
    m_pathsTable->setEmptyText(tr("No page was viewed in the last 30 minutes"));
    m_minutes = realtime.minutes;
    const qint64 views = std::accumulate(m_minutes.begin(), m_minutes.end(), qint64(0),
        [](qint64 sum, const Realtime::Minute &minute) { return sum + minute.views; });
    m_visitors->setText(cardNumber(realtime.currentVisitors));
    m_views->setText(cardNumber(views));
    m_visitors->setAccessibleName(tr("Current visitors: %1").arg(exactNumber(realtime.currentVisitors)));
    m_views->setAccessibleName(tr("Views in the last 30 minutes: %1").arg(exactNumber(views)));
    m_paths->setWhole(views);
    m_paths->setPaths(realtime.topPaths);
    showMinutes();
    setStale(false);
}

void RealtimePage::setZone(const QByteArray &zone)
{
    m_zone = zone;
    m_minutesModel->setZone(zone);
    showMinutes();
}

void RealtimePage::showMinutes()
{
    m_minutesModel->setMinutes(m_minutes);
    QList<std::optional<qint64>> views;
    for (const Realtime::Minute &minute : std::as_const(m_minutes))
        views += minute.views;
    m_bars->setMinutes(m_minutes.isEmpty() ? QDateTime() : m_minutes.last().time.toTimeZone(QTimeZone(m_zone)), views);
}

void RealtimePage::setStale(bool isStale)
{
    if (std::exchange(m_isStale, isStale) == isStale)
        return;
    m_visitors->setForegroundRole(isStale ? QPalette::PlaceholderText : QPalette::WindowText);
    m_views->setStale(isStale);
    m_bars->setStale(isStale);
    m_minutesPanel->setTableStale(isStale);
    m_pathsTable->setStale(isStale);
}

void RealtimePage::clear()
{
    m_minutes.clear();
    showMinutes();
    m_paths->clear();
    m_pathsTable->setEmptyText({});
    for (QLabel *number : {m_visitors, static_cast<QLabel *>(m_views)}) {
        number->setText(u"\u2013"_s);
        number->setAccessibleName(tr("not known yet"));
    }
    setStale(false);
}

}
