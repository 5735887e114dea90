#pragma once

#include <QFrame>
#include <QPointer>
#include <QPushButton>

class QAbstractItemModel;
class QLineEdit;

namespace footfall::dashboard {

class BarTable;
class RankProxy;

// A button that says what is chosen, and opens a table to choose from and to search by any part
// of its first column, whose plain value (PlainRole) is the choice. What is chosen stays so when
// the table changes, even if it is not in it.
class Picker : public QPushButton {
    Q_OBJECT
public:
    // `what`: for people, "Site". The table outlives this. `order`: of that column; -1: as the table is.
    Picker(const QString &what, QAbstractItemModel *table, int orderColumn, Qt::SortOrder order, QWidget *parent = nullptr);

    const QString &chosen() const { return m_chosen; }
    void setChosen(const QString &id); // says nothing
    void openPopup();
    bool isOpen() const { return m_popup->isVisible(); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void picked(const QString &id); // by somebody's hand, and another than before

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildPopup(int orderColumn, Qt::SortOrder order);
    void search(const QString &text);
    void pickCurrent();
    void giveFocusBack();
    void showChosen();
    QModelIndex rowOf(const QString &id) const;

    QString m_what;
    QString m_chosen;
    RankProxy *m_rows;
    QFrame *m_popup;
    QLineEdit *m_search;
    BarTable *m_table;
    QPointer<QWidget> m_focusBefore;
};

}
