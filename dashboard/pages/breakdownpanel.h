#pragma once

#include "dashboard/client/failure.h"
#include "dashboard/client/figures.h"
#include "dashboard/look/look.h"
#include "dashboard/poll/scene.h"
#include "dashboard/widgets/panelcard.h"

namespace footfall::dashboard {

class BarTable;
class BreakdownModel;
class RankProxy;
class SearchField;
class Tabs;

// The values of a dimension, or of several behind tabs: one table at a time. Searches in its
// rows, and where there are more than it has, asks for those that are meant.
class BreakdownPanel : public PanelCard {
    Q_OBJECT
public:
    // `titles`: one for each dimension; a single one is the panel's.
    BreakdownPanel(const QString &name, const QStringList &dimensions, const QStringList &titles, QWidget *parent = nullptr);

    const QString &dimension() const;
    footfall::dashboard::Panel panel() const; // what it wants to be asked for
    BarTable &bars() { return *m_table; }

    void setBreakdown(const Breakdown &breakdown); // of a dimension that is not shown: nothing
    void refuse(const QString &dimension, const Failure &failure);
    void setWholes(const std::optional<qint64> &views, const std::optional<qint64> &events); // for the shares
    void setFilter(const std::optional<Filter> &filter);
    void setStale(bool isStale);
    void clear();
    void keepSearchShown(); // else it is shown while it is used
    void startSearch();

signals:
    void panelChanged();
    void picked(const footfall::dashboard::Filter &filter); // a row's value, by somebody's hand
    void copied(const QString &value); // onto the clipboard, as it is

private:
    BreakdownModel &model() const { return *m_models[m_current]; }
    void showTab(int current);
    void search(const QString &text);
    void leaveSearch();
    void explain();
    void forget();

    QStringList m_titles;
    QList<BreakdownModel *> m_models; // one for each dimension
    qsizetype m_current = 0;
    std::optional<Filter> m_filter;
    QString m_searched; // by the service
    bool m_isAnswered = false;
    QString m_refusal; // why the service does not tell; empty: it does
    bool m_hasViews = false;
    bool m_keepsSearch = false;
    RankProxy *m_rows;
    BarTable *m_table;
    SearchField *m_search;
};

}
