#pragma once

#include "dashboard/widgets/card.h"

#include <QAbstractItemModel>
#include <QImage>
#include <QPointer>

class QHBoxLayout;
class QLabel;
class QToolButton;
class QVBoxLayout;

namespace footfall::dashboard {

class ChartTable;

// The card that a chart or a table sits in: a title, beside it a note, room for controls, and a
// quiet menu that asks to copy or save what is shown. Who knows where to, does it: see Export. A
// chart can give way to its table, which is made for as long as it is shown.
class PanelCard : public Card {
    Q_OBJECT
public:
    // `name`: the object name, and the end of a saved file's.
    PanelCard(const QString &name, const QString &title, QWidget *parent = nullptr);

    void setTitle(const QString &title); // empty: what is inside has its own
    QString title() const { return accessibleName(); }
    void setNote(const QString &note); // short, muted; empty: none

    // These take what they are given.
    void addBeside(QWidget *widget); // at the left of the header, after title and note
    void setHead(QWidget *head); // in the place of the written title, and says it
    void addControl(QWidget *control); // at the right of the header, before the menu
    void setBody(QWidget *body);
    QWidget *body() const { return m_body; }

    // What Copy and CSV take, rows and order as it has them then; not owned. Without one, the menu
    // has neither.
    void setTable(QAbstractItemModel *table);
    QAbstractItemModel *table() const { return m_table; }

    bool canShowTable() const; // it has one, and its body is none
    bool showsTable() const { return m_chartTable; }
    void showTable(bool isTable);
    // Of the table that stands for a chart; whoever made the chart tells it.
    void setTableStale(bool isStale);
    void setTableEmptyText(const QString &text);
    // Of the panels on `page` the one that is used, else the first that can: shows the one instead
    // of the other, and gives it the focus.
    static void switchTable(QWidget &page);

    // As it is seen, a chart with its legend; without controls and menu. `scale`: pixels for one of ours.
    QImage toImage(double scale = 2) const;

signals:
    void tableShown(bool isTable);
    void copyTableWanted();
    void copyImageWanted();
    void saveCsvWanted();
    void saveImageWanted();

protected:
    void changeEvent(QEvent *event) override;

private:
    void fillMenu();
    QWidget *shown() const;
    void mirrorMargins();
    void orderTabs();

    QHBoxLayout *m_header;
    QVBoxLayout *m_column;
    QLabel *m_title;
    QLabel *m_note;
    QWidget *m_head = nullptr;
    QToolButton *m_menuButton;
    QWidget *m_body = nullptr;
    QPointer<QAbstractItemModel> m_table;
    ChartTable *m_chartTable = nullptr; // shown instead of the body
    bool m_isStale = false;
    QString m_emptyText;
};

}
