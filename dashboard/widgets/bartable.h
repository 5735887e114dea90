#pragma once

#include <QTableView>

namespace footfall {

class BarDelegate;

// A card-sized table of bars: one text column that takes the room, number columns beside it.
// Ctrl+C copies the text of the current row as the model has it.
class BarTable : public QTableView {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    explicit BarTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setEmptyText(const QString &text); // shown while there are no rows
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);

signals:
    void copied(const QModelIndex &index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void fitColumns();

    BarDelegate *m_delegate;
    QString m_emptyText;
    bool m_isStale = false;
};

}
