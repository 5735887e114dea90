#pragma once

#include <QSortFilterProxyModel>

namespace footfall::dashboard {

// A table by its first column as that is shown, or by another's plain values (PlainRole), equal ones
// in the order of the first's bytes, as the service ranks; and, of its rows, those with a text in the first column.
class RankProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit RankProxy(QObject *parent = nullptr);

    // A part of the first column as it is shown or as it is; whatever the case. Empty: all.
    void setSearch(const QString &text);

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_search;
};

}
