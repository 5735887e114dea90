#pragma once

#include "dashboard/client/figures.h"
#include "dashboard/models/keyedrows.h"

namespace footfall::dashboard {

// The values of a dimension: value, figure, share of the whole. In the order of the values: show
// it through a RankProxy. A selection stays with its value while figures change.
class BreakdownModel : public KeyedRows<Breakdown::Row> {
    Q_OBJECT
public:
    enum Column { Value, Figure, Share, ColumnCount };
    static constexpr int ValueRole = Qt::UserRole + 200; // QString: the row's value, of any column

    explicit BreakdownModel(const QString &dimension, QObject *parent = nullptr);

    const QString &dimension() const { return m_dimension; }
    void setRows(const QList<Breakdown::Row> &rows, qint64 totalRows);
    void setPaths(const QList<PathViews> &paths); // all there are
    void clear() { setRows({}, 0); }
    // The figure that Share is a part of; none: not known.
    void setWhole(const std::optional<qint64> &whole);
    void setChosen(const std::optional<QString> &value); // to which the window is limited

    // Whether there are more values than rows: then search on the service, not in the rows.
    bool hasMore() const { return m_totalRows > rows().size(); }

    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant plain(const Breakdown::Row &row, int column) const;
    QString shown(const Breakdown::Row &row, int column) const;

    QString m_dimension;
    std::optional<qint64> m_whole;
    std::optional<QString> m_chosen;
    qint64 m_totalRows = 0;
    qint64 m_most = 0;
};

}
