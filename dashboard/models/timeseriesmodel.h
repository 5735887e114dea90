#pragma once

#include "dashboard/client/figures.h"

#include <QAbstractTableModel>

namespace footfall::dashboard {

// A bucket that lies ahead is no bucket without views.
bool hasBegun(const Timeseries::Point &point, const QDateTime &now);

// The table of a chart: a bucket that has begun a row, and beside it the bucket of what it is compared with.
// What is not known is a dash whose tooltip says why.
class TimeseriesModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Views, Users, PreviousViews, PreviousUsers, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    // The same buckets again change in place; others are another table.
    void setSeries(const Timeseries &series, const QDateTime &now);
    void setPrevious(const std::optional<Timeseries> &previous); // none: without those columns
    void clear();
    const Timeseries &series() const { return m_series; }
    bool hasPrevious() const { return m_previous.has_value(); }
    const QList<std::optional<Timeseries::Point>> &beside() const { return m_beside; } // of it, for each bucket of the series

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString time(int row) const;
    std::optional<qint64> figure(int row, int column) const;
    QString whyUnknown(int row, int column) const;
    bool isSameTable(const Timeseries &series) const;
    void take(const Timeseries &series, int rows);
    void takePrevious(const std::optional<Timeseries> &previous);

    Timeseries m_series;
    int m_rows = 0; // of its points, those that have begun
    qint64 m_most = 0; // views
    std::optional<Timeseries> m_previous;
    QList<std::optional<Timeseries::Point>> m_beside; // of m_previous, beside each of m_series
};

}
