#pragma once

#include "dashboard/client/figures.h"

#include <QAbstractTableModel>

namespace footfall {

// The most viewed paths: path, views, share of all views.
class TopPathsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Path, Views, Share, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // Rows stay where they are where they can, so that a selection and a scroll position
    // survive the next poll. `totalViews`: of all paths, the whole that Share is a part of.
    void setPaths(const QList<PathViews> &paths, qint64 totalViews);
    const PathViews &at(int row) const { return m_paths[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<PathViews> m_paths;
    qint64 m_totalViews = 0;
};

}
