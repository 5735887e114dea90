#include "dashboard/models/toppathsmodel.h"

#include "dashboard/format.h"
#include "dashboard/models/roles.h"

#include <algorithm>

namespace footfall {

void TopPathsModel::setPaths(const QList<PathViews> &paths, qint64 totalViews)
{
    if (paths == m_paths && totalViews == m_totalViews)
        return;
    const int shared = int(std::min(m_paths.size(), paths.size()));
    if (m_paths.size() > paths.size()) {
        beginRemoveRows({}, shared, int(m_paths.size()) - 1);
        m_paths.resize(shared);
        endRemoveRows();
    }
    std::copy_n(paths.cbegin(), shared, m_paths.begin());
    m_totalViews = totalViews;
    if (paths.size() > shared) {
        beginInsertRows({}, shared, int(paths.size()) - 1);
        m_paths += paths.mid(shared);
        endInsertRows();
    }
    if (shared > 0)
        emit dataChanged(index(0, 0), index(shared - 1, ColumnCount - 1));
}

int TopPathsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_paths.size());
}

int TopPathsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TopPathsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PathViews &row = m_paths[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Path)
            return displayText(row.path);
        if (index.column() == Views)
            return exactNumber(row.views);
        return m_totalViews > 0 ? percentage(double(row.views) / double(m_totalViews)) : QString();
    case Qt::ToolTipRole:
        return index.column() == Path ? plainToolTip(row.path) : QVariant();
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == Path ? Qt::AlignLeft | Qt::AlignAbsolute : Qt::AlignRight));
    case FractionRole: {
        const qint64 most = m_paths.constFirst().views;
        return most > 0 ? std::clamp(double(row.views) / double(most), 0.0, 1.0) : 0.0;
    }
    case SecondaryRole:
        return index.column() == Share;
    default:
        return {};
    }
}

QVariant TopPathsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == Path ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Path: return tr("Top paths");
    case Views: return tr("Views");
    case Share: return tr("Share");
    default: return {};
    }
}

}
