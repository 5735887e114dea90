#pragma once

#include <QHash>
#include <QPersistentModelIndex>
#include <QTableView>

namespace footfall::dashboard {

class BarDelegate;

// A card-sized table of bars: one text column that takes the room, number columns beside it, the
// last of which gives way if it is secondary and the texts would be cut to nothing. A click or Return chooses a row; Ctrl+C or a click with Ctrl asks to copy it.
class BarTable : public QTableView {
    Q_OBJECT
    Q_PROPERTY(bool stale READ isStale)
public:
    explicit BarTable(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setSortable(int column, Qt::SortOrder order); // by a click on a header; so at first
    // As high as its rows, within these; else as high as there is room.
    void setShownRows(int least, int most);
    void setEmptyText(const QString &text); // shown while there are no rows
    bool isStale() const { return m_isStale; }
    void setStale(bool isStale);
    QSize sizeHint() const override;

signals:
    void chosen(const QModelIndex &index);
    void copied(const QModelIndex &index); // somebody has to do it

protected:
    virtual void fitColumns(); // to what is in them, but for the first
    int neededWidth(int column); // for all of its rows and its head, in our pixels

    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void adoptColumns();
    void describeEmptiness();
    void takeRows();
    double widthOf(const QString &text);
    void fitSecondary();
    void hideCutRow(QPainter &painter) const;

    BarDelegate *m_delegate;
    QString m_emptyText;
    bool m_isStale = false;
    int m_lastWidth = 0; // of the last column, shown or not
    int m_leastRows = 0;
    int m_mostRows = 0; // 0: all there is room for
    QPersistentModelIndex m_pressed;
    QHash<QString, double> m_widths; // of texts with each digit a 0, all as wide; in m_measured
    QFont m_measured;
};

}
