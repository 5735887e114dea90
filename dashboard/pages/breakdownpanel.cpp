#include "dashboard/pages/breakdownpanel.h"

#include "dashboard/look/dimension.h"
#include "dashboard/models/breakdownmodel.h"
#include "dashboard/models/rankproxy.h"
#include "dashboard/widgets/bartable.h"
#include "dashboard/widgets/searchfield.h"
#include "dashboard/widgets/tabs.h"

#include <QClipboard>
#include <QGuiApplication>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

BreakdownPanel::BreakdownPanel(
    const QString &name, const QStringList &dimensions, const QStringList &titles, QWidget *parent)
    : PanelCard(name, titles.first(), parent)
    , m_titles(titles)
    , m_rows(new RankProxy(this))
    , m_table(new BarTable)
    , m_search(new SearchField)
{
    for (const QString &dimension : dimensions)
        m_models += new BreakdownModel(dimension, this);
    if (titles.size() > 1) {
        auto *tabs = new Tabs(titles);
        connect(tabs, &Tabs::changed, this, &BreakdownPanel::showTab);
        setHead(tabs);
    }
    m_rows->setSourceModel(m_models.first());
    m_table->setObjectName(name + u"Table"_s);
    m_table->setModel(m_rows);
    m_table->setSortable(BreakdownModel::Figure, Qt::DescendingOrder);
    m_search->hide();
    addControl(m_search);
    setBody(m_table);
    setTable(m_rows);
    showTab(0);

    const auto valueOf = [](const QModelIndex &index) { return index.data(BreakdownModel::ValueRole).toString(); };
    connect(m_table, &BarTable::chosen, this, [this, valueOf](const QModelIndex &index) {
        if (filterDimensions().contains(dimension()))
            emit picked({dimension(), valueOf(index)});
    });
    connect(m_table, &BarTable::copied, this, [this, valueOf](const QModelIndex &index) {
        QGuiApplication::clipboard()->setText(valueOf(index));
        emit copied(valueOf(index));
    });
    connect(m_search, &SearchField::searched, this, &BreakdownPanel::search);
    connect(m_search, &SearchField::left, this, &BreakdownPanel::leaveSearch);
}

const QString &BreakdownPanel::dimension() const
{
    return model().dimension();
}

footfall::dashboard::Panel BreakdownPanel::panel() const
{
    footfall::dashboard::Panel panel {dimension()};
    if (dimension() == u"country")
        panel.part.limit = 300; // all of them: they are searched by names that the service has not
    panel.part.search = m_searched;
    return panel;
}

void BreakdownPanel::showTab(int current)
{
    m_current = current;
    setTitle(m_titles[current]);
    m_table->setAccessibleName(m_titles[current]);
    forget();
    m_search->clear();
    m_searched.clear();
    m_rows->setSearch({});
    m_rows->setSourceModel(&model());
    m_table->sortByColumn(BreakdownModel::Figure, Qt::DescendingOrder);
    setFilter(m_filter);
    setNote({});
    explain();
    emit panelChanged();
}

void BreakdownPanel::setBreakdown(const Breakdown &breakdown)
{
    if (breakdown.dimension != dimension())
        return;
    model().setRows(breakdown.rows, breakdown.totalRows);
    m_isAnswered = true;
    m_refusal.clear();
    explain();
}

void BreakdownPanel::refuse(const QString &dimension, const Failure &failure)
{
    if (dimension != this->dimension())
        return;
    model().clear();
    m_refusal = failure.reason;
    explain();
}

void BreakdownPanel::explain()
{
    if (!m_refusal.isEmpty())
        m_table->setEmptyText(m_refusal);
    else if (!m_isAnswered)
        m_table->setEmptyText({});
    else if (!m_search->text().isEmpty())
        m_table->setEmptyText(tr("None like this"));
    else if (m_hasViews && dimension() == u"country")
        m_table->setEmptyText(tr("No country is known. To see countries, start footfall-server with --geoip FILE."));
    else
        m_table->setEmptyText(tr("Nothing in this time"));
}

void BreakdownPanel::setWholes(const std::optional<qint64> &views, const std::optional<qint64> &events)
{
    for (BreakdownModel *model : m_models) {
        const bool isOfBots = model->dimension() == u"bot"; // which are in neither
        model->setWhole(isOfBots ? std::nullopt : countsEvents(model->dimension()) ? events : views);
    }
    m_hasViews = views.value_or(0) > 0;
    explain();
}

void BreakdownPanel::setFilter(const std::optional<Filter> &filter)
{
    m_filter = filter;
    const bool isOurs = filter && filter->dimension == dimension();
    model().setChosen(isOurs ? std::optional(filter->value) : std::nullopt);
}

void BreakdownPanel::setStale(bool isStale)
{
    m_table->setStale(isStale);
}

void BreakdownPanel::clear()
{
    forget();
    explain();
}

// The rows behind the other tabs, too: they may be of another time.
void BreakdownPanel::forget()
{
    m_isAnswered = false;
    m_refusal.clear();
    for (BreakdownModel *model : m_models)
        model->clear();
}

void BreakdownPanel::keepSearchShown()
{
    m_keepsSearch = true;
    m_search->show();
}

void BreakdownPanel::startSearch()
{
    m_search->show();
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

// Rows that are here are searched at once; the service is asked too if it has others, or was.
void BreakdownPanel::search(const QString &text)
{
    m_rows->setSearch(text);
    explain();
    const bool asks = !m_searched.isEmpty() || model().hasMore();
    if (asks && std::exchange(m_searched, text) != text)
        emit panelChanged();
}

void BreakdownPanel::leaveSearch()
{
    if (m_search->text().isEmpty() && !m_keepsSearch)
        m_search->hide();
    m_table->setFocus(Qt::OtherFocusReason);
}

}
