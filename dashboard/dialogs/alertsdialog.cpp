#include "dashboard/dialogs/alertsdialog.h"

#include "dashboard/format.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QShortcut>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

namespace {

using Kind = AlertRule::Kind;

const QString offGroup = u"switched_off"_s; // of the settings: the rules that are off

AlertRule ruleOf(const QListWidgetItem &item)
{
    return alertRuleFrom(item.data(Qt::UserRole).toString()).value_or(AlertRule());
}

}

AlertsDialog::AlertsDialog(const QStringList &sites, QSettings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_list(new QListWidget)
    , m_kind(new QComboBox)
    , m_threshold(new QSpinBox)
    , m_site(new QComboBox)
    , m_remove(new QPushButton(tr("&Remove")))
{
    setObjectName(u"alertsDialog"_s);
    setWindowTitle(tr("Alerts"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *hint = new QLabel(tr("You are told once when a rule is broken, and again only after it was well in between."));
    hint->setForegroundRole(QPalette::PlaceholderText);
    hint->setWordWrap(true);
    m_list->setObjectName(u"rules"_s);
    m_list->setAccessibleName(tr("Alert rules"));
    m_list->setMinimumSize(540, 170);
    m_remove->setObjectName(u"remove"_s);
    m_remove->setAutoDefault(false);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->addButton(m_remove, QDialogButtonBox::ActionRole);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(22, 20, 22, 18);
    column->setSpacing(12);
    column->addWidget(hint);
    column->addWidget(m_list, 1);
    column->addWidget(newRule(sites));
    column->addWidget(buttons);
    setTabOrder(m_remove, buttons->button(QDialogButtonBox::Close)); // the box hands Tab on to its first one

    read();
    connect(m_list, &QListWidget::itemChanged, this, &AlertsDialog::keep);
    connect(m_remove, &QPushButton::clicked, this, &AlertsDialog::remove);
    connect(new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
        &AlertsDialog::remove);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget *AlertsDialog::newRule(const QStringList &sites)
{
    m_kind->setObjectName(u"kind"_s);
    m_kind->setAccessibleName(tr("What to watch"));
    const std::pair<QString, Kind> kinds[] = {{tr("Current visitors above"), Kind::VisitorsAbove},
        {tr("Current visitors below"), Kind::VisitorsBelow}, {tr("No event for"), Kind::NoEvent},
        {tr("An event waits for more than"), Kind::QueueOlder}, {tr("No answer from the server for"), Kind::Unreachable}};
    for (const auto &[name, kind] : kinds)
        m_kind->addItem(name, int(kind));
    m_threshold->setObjectName(u"threshold"_s);
    m_threshold->setAccessibleName(tr("Threshold"));
    m_threshold->setRange(1, 10'000'000);
    m_threshold->setGroupSeparatorShown(true);
    m_site->setObjectName(u"site"_s);
    m_site->setAccessibleName(tr("Site"));
    m_site->addItem(tr("the site looked at"), QString());
    for (const QString &site : sites)
        m_site->addItem(displayText(site), site);
    m_site->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_site->setMinimumContentsLength(14);
    auto *add = new QPushButton(tr("&Add"));
    add->setObjectName(u"add"_s);
    add->setDefault(true);
    connect(add, &QPushButton::clicked, this, &AlertsDialog::add);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &AlertsDialog::followKind);
    followKind();

    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_kind, 1);
    row->addWidget(m_threshold);
    row->addWidget(m_site, 1);
    row->addWidget(add);
    return line;
}

void AlertsDialog::read()
{
    for (const AlertRule &rule : readAlertRules(m_settings))
        addItem(rule, true);
    m_settings.beginGroup(offGroup);
    for (const AlertRule &rule : readAlertRules(m_settings))
        addItem(rule, false);
    m_settings.endGroup();
    m_remove->setEnabled(m_list->count() > 0);
}

void AlertsDialog::followKind()
{
    const AlertRule rule {Kind(m_kind->currentData().toInt())};
    m_site->setEnabled(rule.isOfSite());
    switch (rule.kind) {
    case Kind::VisitorsAbove:
    case Kind::VisitorsBelow:
        m_threshold->setSuffix({});
        m_threshold->setValue(rule.kind == Kind::VisitorsAbove ? 500 : 5);
        break;
    case Kind::NoEvent:
        m_threshold->setSuffix(tr(" min", "after a number"));
        m_threshold->setValue(10);
        break;
    case Kind::QueueOlder:
    case Kind::Unreachable:
        m_threshold->setSuffix(tr(" s", "after a number"));
        m_threshold->setValue(60);
        break;
    }
}

void AlertsDialog::addItem(const AlertRule &rule, bool isOn)
{
    auto *item = new QListWidgetItem(text(rule));
    item->setData(Qt::UserRole, toText(rule));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(isOn ? Qt::Checked : Qt::Unchecked);
    m_list->addItem(item);
    m_list->setCurrentItem(item);
}

QList<AlertRule> AlertsDialog::rules(bool areOn) const
{
    QList<AlertRule> found;
    for (int i = 0; i < m_list->count(); ++i) {
        if ((m_list->item(i)->checkState() == Qt::Checked) == areOn)
            found += ruleOf(*m_list->item(i));
    }
    return found;
}

// A rule that is there already is only switched on.
void AlertsDialog::add()
{
    AlertRule rule {Kind(m_kind->currentData().toInt()), m_threshold->value()};
    if (rule.isOfSite())
        rule.site = m_site->currentData().toString();
    for (int i = 0; i < m_list->count(); ++i) {
        if (ruleOf(*m_list->item(i)) != rule)
            continue;
        m_list->setCurrentRow(i);
        return m_list->item(i)->setCheckState(Qt::Checked);
    }
    addItem(rule, true);
    keep();
}

void AlertsDialog::remove()
{
    delete m_list->takeItem(m_list->currentRow());
    keep();
}

void AlertsDialog::keep()
{
    m_remove->setEnabled(m_list->count() > 0);
    writeAlertRules(m_settings, rules(true));
    m_settings.beginGroup(offGroup);
    writeAlertRules(m_settings, rules(false));
    m_settings.endGroup();
    emit rulesChanged(rules(true));
}

}
