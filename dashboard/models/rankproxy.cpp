#include "dashboard/models/rankproxy.h"

#include "dashboard/models/roles.h"

namespace footfall::dashboard {

RankProxy::RankProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    setSortRole(PlainRole);
}

void RankProxy::setSearch(const QString &text)
{
    if (std::exchange(m_search, text) != text)
        invalidateFilter();
}

bool RankProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto plain = [](const QModelIndex &index) { return index.siblingAtColumn(0).data(PlainRole).toString().toUtf8(); };
    if (left.column() == 0) {
        const int order = QString::compare(left.data().toString(), right.data().toString());
        return order == 0 ? plain(left) < plain(right) : order < 0;
    }
    const QPartialOrdering order = QVariant::compare(left.data(PlainRole), right.data(PlainRole));
    if (order == QPartialOrdering::Less || order == QPartialOrdering::Greater)
        return order == QPartialOrdering::Less;
    // What is not known is less than what is.
    if (const bool isKnown = left.data(PlainRole).isValid(); isKnown != right.data(PlainRole).isValid())
        return !isKnown;
    return sortOrder() == Qt::AscendingOrder ? plain(left) < plain(right) : plain(left) > plain(right);
}

bool RankProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    if (m_search.isEmpty())
        return true;
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    return index.data().toString().contains(m_search, Qt::CaseInsensitive)
        || index.data(PlainRole).toString().contains(m_search, Qt::CaseInsensitive);
}

}
