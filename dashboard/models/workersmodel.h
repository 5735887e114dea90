#pragma once

#include "dashboard/client/figures.h"
#include "dashboard/models/keyedrows.h"

#include <QTimeZone>

namespace footfall::dashboard {

// The workers by name: what each is doing, and how fast.
class WorkersModel : public KeyedRows<Pipeline::Worker> {
    Q_OBJECT
public:
    enum Column { Name, State, LastCommit, EventsPerSecond, CommitMs, ColumnCount };

    explicit WorkersModel(QObject *parent = nullptr);

    void setZone(const QByteArray &zone); // whose clock the times are shown by: an IANA name
    void setWorkers(const QList<Pipeline::Worker> &workers) { merge(workers); }

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
