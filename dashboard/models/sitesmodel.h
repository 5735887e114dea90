#pragma once

#include "dashboard/client/figures.h"

#include <QAbstractTableModel>

namespace footfall {

// The sites that the service knows, by id, with today's figures. A refresh inserts, removes
// and changes single rows: a view's selection stays with its site.
class SitesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Id, ViewsToday, UsersToday, ColumnCount };
    enum { SortRole = Qt::UserRole + 100 }; // the plain value of a cell

    using QAbstractTableModel::QAbstractTableModel;

    void setSites(QList<Site> sites);
    void setChosen(const QString &id); // the site that the window is about
    QStringList ids() const;
    QString busiest() const; // by today's views; empty if there is no site
    const Site &at(int row) const { return m_sites[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    void idsChanged(); // a site came or went

private:
    void removeMissing(const QList<Site> &sites);
    void mergeAt(int row, const Site &site);

    QList<Site> m_sites;
    QString m_chosen;
    qint64 m_mostViews = 0;
};

}
