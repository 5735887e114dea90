#pragma once

#include "dashboard/alerts/alertrule.h"

#include <QDialog>

class QComboBox;
class QListWidget;
class QPushButton;
class QSettings;
class QSpinBox;

namespace footfall::dashboard {

// The rules that somebody wants to be told by: add, remove, switch off and on. What changes is in
// `settings`, and told, at once. Blocks nothing; closes itself.
class AlertsDialog : public QDialog {
    Q_OBJECT
public:
    // `sites`: those to choose from. The settings outlive this.
    AlertsDialog(const QStringList &sites, QSettings &settings, QWidget *parent = nullptr);

signals:
    void rulesChanged(const QList<footfall::dashboard::AlertRule> &rules); // those that are on

private:
    QWidget *newRule(const QStringList &sites);
    void read();
    void followKind();
    void addItem(const AlertRule &rule, bool isOn);
    QList<AlertRule> rules(bool areOn) const;
    void add();
    void remove();
    void keep();

    QSettings &m_settings;
    QListWidget *m_list;
    QComboBox *m_kind;
    QSpinBox *m_threshold;
    QComboBox *m_site;
    QPushButton *m_remove;
};

}
