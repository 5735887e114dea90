#pragma once

#include <QAbstractTableModel>

#include <algorithm>

namespace footfall::dashboard {

// The rows of a table that are known by a text of theirs. A refresh inserts, removes and changes
// what it has to: selections, and whatever else refers to a row, stay with its text. In the order
// of the texts; a proxy sorts otherwise.
template <typename Row>
class KeyedRows : public QAbstractTableModel {
public:
    const Row &at(int row) const { return m_rows[row]; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_columns; }

protected:
    KeyedRows(QString Row::*key, int columns, QObject *parent)
        : QAbstractTableModel(parent)
        , m_key(key)
        , m_columns(columns)
    {
    }

    const QList<Row> &rows() const { return m_rows; }

    // Of several rows with one key the first counts. `allChange`: what is shown of a row depends
    // on the others, too.
    void merge(QList<Row> rows, bool allChange = false)
    {
        std::stable_sort(rows.begin(), rows.end(), [this](const Row &a, const Row &b) { return isBefore(a, b); });
        const auto same = [this](const Row &a, const Row &b) { return a.*m_key == b.*m_key; };
        rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
        removeMissing(rows);
        insertNew(rows);
        tellChanges(rows, allChange);
    }

    void tellAll()
    {
        if (!m_rows.isEmpty())
            emit dataChanged(index(0, 0), index(int(m_rows.size()) - 1, m_columns - 1));
    }

private:
    bool isBefore(const Row &a, const Row &b) const { return a.*m_key < b.*m_key; }

    bool isIn(const QList<Row> &rows, const Row &row) const
    {
        return std::binary_search(rows.begin(), rows.end(), row, [this](const Row &a, const Row &b) { return isBefore(a, b); });
    }

    // In runs, since each costs every view and proxy a pass over its rows.
    void removeMissing(const QList<Row> &rows)
    {
        for (int last = int(m_rows.size()) - 1; last >= 0; --last) {
            int first = last + 1;
            while (first > 0 && !isIn(rows, m_rows[first - 1]))
                --first;
            if (first > last)
                continue;
            beginRemoveRows({}, first, last);
            m_rows.remove(first, last - first + 1);
            endRemoveRows();
            last = first;
        }
    }

    // Each row of ours is among `rows`, and both are in the same order.
    void insertNew(const QList<Row> &rows)
    {
        for (int row = 0; row < rows.size(); ++row) {
            int end = row;
            while (end < rows.size() && (row == m_rows.size() || isBefore(rows[end], m_rows[row])))
                ++end;
            if (end == row)
                continue;
            beginInsertRows({}, row, end - 1);
            m_rows = m_rows.first(row) + rows.sliced(row, end - row) + m_rows.sliced(row);
            endInsertRows();
            row = end - 1;
        }
    }

    void tellChanges(const QList<Row> &rows, bool allChange)
    {
        int first = int(rows.size());
        int last = -1;
        for (int row = 0; row < rows.size(); ++row) {
            if (!allChange && m_rows[row] == rows[row])
                continue;
            first = std::min(first, row);
            last = row;
        }
        m_rows = rows;
        if (first <= last)
            emit dataChanged(index(first, 0), index(last, m_columns - 1));
    }

    QString Row::*m_key;
    int m_columns;
    QList<Row> m_rows;
};

}
