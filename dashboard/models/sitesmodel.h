#pragma once

#include "dashboard/client/figures.h"
#include "dashboard/models/keyedrows.h"
#include "dashboard/models/roles.h"

namespace footfall::dashboard {

// The sites that the service knows, by id, with today's figures. A refresh inserts, removes
// and changes single rows: a view's selection stays with its site.
class SitesModel : public KeyedRows<Site> {
    Q_OBJECT
public:
    enum Column { Id, ViewsToday, UsersToday, ColumnCount };

    explicit SitesModel(QObject *parent = nullptr);

    void setSites(const QList<Site> &sites);
    void setChosen(const QString &id); // the site that the window is about
    QStringList ids() const;
    QString busiest() const; // by today's views; empty if there is no site

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString m_chosen;
    qint64 m_mostViews = 0;
};

}
