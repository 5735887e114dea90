#pragma once

#include "dashboard/client/figures.h"

#include <QAbstractTableModel>

namespace footfall::dashboard {

// The table of the realtime chart: views of each of the last 30 minutes, the oldest first.
class MinutesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Views, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setMinutes(const QList<Realtime::Minute> &minutes);
    // Whose clock the times are shown by: an IANA name.
    void setZone(const QByteArray &zone);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void remove(qsizetype first, qsizetype count);

    QList<Realtime::Minute> m_minutes;
    qint64 m_most = 0; // views
    QByteArray m_zone = "UTC";
};

}
