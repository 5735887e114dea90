#pragma once

#include "dashboard/models/pipelinehistory.h"

#include <QAbstractTableModel>
#include <QTimeZone>

namespace footfall::dashboard {

// The table of the pipeline's charts, and what they are drawn from: a moment a row, the oldest
// first. What was not heard then is a dash.
class PipelineHistoryModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Waiting, Oldest, In, Out, Commit, Rejected, RateLimited, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void add(const QDateTime &time, const std::optional<Queue> &queue, const std::optional<Pipeline> &pipeline);
    void clear();
    void setZone(const QByteArray &zone); // whose clock the times are shown by: an IANA name
    const std::deque<PipelineSample> &samples() const { return m_history.samples(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    PipelineHistory m_history;
    QTimeZone m_zone = QTimeZone::systemTimeZone();
};

}
