#pragma once

#include "dashboard/widgets/bartable.h"

namespace footfall::dashboard {

// What a chart shows, as a table in its place: the newest first, or sorted by a click on a header.
// While new rows come, those that are looked at stay where they are, unless it is the newest.
class ChartTable : public BarTable {
    Q_OBJECT
public:
    // `rows`: a moment a row, the oldest first, its time in the first column; not owned.
    explicit ChartTable(QAbstractItemModel *rows, QWidget *parent = nullptr);

    QSize sizeHint() const override { return minimumSizeHint(); } // it takes what the chart had
    QSize minimumSizeHint() const override { return {80, 60}; }

protected:
    void fitColumns() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitTime();
    void holdPlace();
    void keepPlace();
    void copyRow(const QModelIndex &index) const;

    int m_timeWidth = 0;
    QPersistentModelIndex m_top; // what is looked at; none: whatever is the first
};

}
