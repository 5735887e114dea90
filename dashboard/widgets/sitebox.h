#pragma once

#include <QComboBox>
#include <QStringListModel>

namespace footfall {

// The site to look at: a list to choose from and to search by any part of an id. What is
// chosen stays chosen when the list changes, even if it is not on it.
class SiteBox : public QComboBox {
    Q_OBJECT
public:
    explicit SiteBox(QWidget *parent = nullptr);

    QString site() const { return m_site; }
    void setSite(const QString &site); // says nothing
    void setSites(const QStringList &sites);

signals:
    void siteChosen(const QString &site); // by the user

protected:
    void focusOutEvent(QFocusEvent *event) override;

private:
    void accept(const QString &site);
    void acceptTyped();
    void showSite();

    // Not the SitesModel itself: a QComboBox rewrites what is being typed on every
    // dataChanged() of its current row, and the figures of a site change every second.
    QStringListModel m_sites;
    QString m_site;
};

}
