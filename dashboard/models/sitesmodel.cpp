#include "dashboard/models/sitesmodel.h"

#include "dashboard/format.h"
#include "dashboard/models/roles.h"

#include <algorithm>

namespace footfall::dashboard {

SitesModel::SitesModel(QObject *parent)
    : KeyedRows(&Site::id, ColumnCount, parent)
{
}

void SitesModel::setSites(const QList<Site> &sites)
{
    qint64 mostViews = 0;
    for (const Site &site : sites)
        mostViews = std::max(mostViews, site.viewsToday);
    const bool barsChange = std::exchange(m_mostViews, mostViews) != mostViews;
    merge(sites, barsChange);
}

void SitesModel::setChosen(const QString &id)
{
    if (std::exchange(m_chosen, id) != id)
        tellAll();
}

QString SitesModel::busiest() const
{
    const auto most = std::max_element(rows().begin(), rows().end(),
        [](const Site &a, const Site &b) { return a.viewsToday < b.viewsToday; });
    return most == rows().end() ? QString() : most->id;
}

QStringList SitesModel::ids() const
{
    QStringList ids;
    for (const Site &site : rows())
        ids += site.id;
    return ids;
}

QVariant SitesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Site &site = at(index.row());
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
        return alignmentOf(index.column() == Id);
    case PlainRole:
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
        return alignmentOf(section == Id);
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
