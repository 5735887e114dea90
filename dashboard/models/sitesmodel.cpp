#include "dashboard/models/sitesmodel.h"

#include "dashboard/format.h"
#include "dashboard/models/roles.h"

#include <algorithm>

namespace footfall {

namespace {

bool byId(const Site &a, const Site &b)
{
    return a.id < b.id;
}

}

void SitesModel::setSites(QList<Site> sites)
{
    std::sort(sites.begin(), sites.end(), byId);
    sites.erase(std::unique(sites.begin(), sites.end(), [](const Site &a, const Site &b) { return a.id == b.id; }),
        sites.end());

    const QStringList before = ids();
    qint64 mostViews = 0;
    for (const Site &site : sites)
        mostViews = std::max(mostViews, site.viewsToday);
    const bool barsChange = std::exchange(m_mostViews, mostViews) != mostViews;

    removeMissing(sites);
    for (int row = 0; row < sites.size(); ++row)
        mergeAt(row, sites[row]);
    if (barsChange && !m_sites.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {FractionRole});
    if (ids() != before)
        emit idsChanged();
}

void SitesModel::removeMissing(const QList<Site> &sites)
{
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::binary_search(sites.begin(), sites.end(), m_sites[row], byId))
            continue;
        beginRemoveRows({}, row, row);
        m_sites.removeAt(row);
        endRemoveRows();
    }
}

// Both lists are in the order of ids and no site of ours is missing in the new one, so the
// site is either at its row already or has to be inserted there.
void SitesModel::mergeAt(int row, const Site &site)
{
    if (row == m_sites.size() || m_sites[row].id != site.id) {
        beginInsertRows({}, row, row);
        m_sites.insert(row, site);
        endInsertRows();
        return;
    }
    if (m_sites[row] == site)
        return;
    m_sites[row] = site;
    emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void SitesModel::setChosen(const QString &id)
{
    m_chosen = id;
    if (!m_sites.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1), {ChosenRole});
}

QString SitesModel::busiest() const
{
    const auto most = std::max_element(m_sites.begin(), m_sites.end(),
        [](const Site &a, const Site &b) { return a.viewsToday < b.viewsToday; });
    return most == m_sites.end() ? QString() : most->id;
}

QStringList SitesModel::ids() const
{
    QStringList ids;
    for (const Site &site : m_sites)
        ids += site.id;
    return ids;
}

int SitesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sites.size());
}

int SitesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SitesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Site &site = m_sites[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Id)
            return displayText(site.id);
        return exactNumber(index.column() == ViewsToday ? site.viewsToday : site.usersToday);
    case Qt::ToolTipRole: {
        const QString lastEvent = site.lastEventAt
            ? tr("last event %1 UTC").arg(site.lastEventAt->toString(u"yyyy-MM-dd HH:mm:ss"))
            : tr("no event yet");
        return plainToolTip(tr("%1: %2").arg(site.id, lastEvent));
    }
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == Id ? Qt::AlignLeft | Qt::AlignAbsolute : Qt::AlignRight));
    case SortRole:
        if (index.column() == Id)
            return site.id;
        return index.column() == ViewsToday ? site.viewsToday : site.usersToday;
    case FractionRole:
        return m_mostViews > 0 ? double(site.viewsToday) / double(m_mostViews) : 0.0;
    case SecondaryRole:
        return index.column() == UsersToday;
    case ChosenRole:
        return site.id == m_chosen;
    default:
        return {};
    }
}

QVariant SitesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Id ? Qt::AlignLeft : Qt::AlignRight));
    if (role == Qt::ToolTipRole)
        return tr("Since midnight UTC");
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Id: return tr("Sites today");
    case ViewsToday: return tr("Views");
    case UsersToday: return tr("Users");
    default: return {};
    }
}

}
