#pragma once

#include <QPersistentModelIndex>
#include <QTableView>

namespace footfall {

class BarDelegate;

// A card-sized table of bars: one text column that takes the room, number columns beside it. A
// click or Return chooses a row; Ctrl+C or a click with Ctrl asks to copy it.
class BarTable : public QTableView {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    explicit BarTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setSortable(int column, Qt::SortOrder order); // by a click on a header; so at first
    void setEmptyText(const QString &text); // shown while there are no rows
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);

signals:
    void chosen(const QModelIndex &index);
    void copied(const QModelIndex &index); // somebody has to do it

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void adoptColumns();
    void fitColumns();
    void describeEmptiness();
    void hideCutRow(QPainter &painter) const;

    BarDelegate *m_delegate;
    QString m_emptyText;
    bool m_isStale = false;
    QPersistentModelIndex m_pressed;
};

}
