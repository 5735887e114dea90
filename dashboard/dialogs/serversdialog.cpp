#include "dashboard/dialogs/serversdialog.h"

#include "dashboard/dialogs/serverdialog.h"
#include "dashboard/servers/tokenstore.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

ServersDialog::ServersDialog(
    const Server &current, QSettings &settings, TokenStore &tokens, const Fetch::Limits &limits, QWidget *parent)
    : QDialog(parent)
    , m_current(current)
    , m_settings(settings)
    , m_tokens(tokens)
    , m_limits(limits)
    , m_servers(readServers(settings))
    , m_list(new QListWidget)
    , m_whereabouts(new QLabel)
{
    setObjectName(u"serversDialog"_s);
    setWindowTitle(tr("Servers"));
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    fill(m_current.name);
    m_tokens.read(m_current.stats, [label = QPointer(m_whereabouts), &tokens](const Result<QByteArray> &) {
        if (label)
            label->setText(tr("Tokens are kept %1.").arg(tokens.whereabouts()));
    });
}

void ServersDialog::layOut()
{
    m_list->setObjectName(u"servers"_s);
    m_list->setAccessibleName(tr("Servers"));
    m_list->setMinimumSize(440, 190);
    connect(m_list, &QListWidget::currentRowChanged, this, &ServersDialog::follow);
    connect(m_list, &QListWidget::itemActivated, this, &ServersDialog::connectToChosen);
    connect(new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut), &QShortcut::activated, this,
        &ServersDialog::remove);

    auto *actions = new QVBoxLayout;
    actions->setSpacing(8);
    const auto button = [&](const QString &name, const QString &text, void (ServersDialog::*then)()) {
        auto *made = new QPushButton(text);
        made->setObjectName(name);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, then);
        actions->addWidget(made);
        return made;
    };
    m_connect = button(u"connect"_s, tr("&Connect"), &ServersDialog::connectToChosen);
    m_connect->setDefault(true);
    button(u"add"_s, tr("&Add…"), &ServersDialog::add);
    m_edit = button(u"edit"_s, tr("&Edit…"), &ServersDialog::edit);
    m_remove = button(u"remove"_s, tr("&Remove"), &ServersDialog::remove);
    actions->addStretch(1);

    m_whereabouts->setObjectName(u"whereabouts"_s);
    m_whereabouts->setTextFormat(Qt::PlainText);
    m_whereabouts->setForegroundRole(QPalette::PlaceholderText);
    m_whereabouts->setWordWrap(true);
    auto *close = new QDialogButtonBox(QDialogButtonBox::Close);
    close->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(close, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    row->addWidget(m_list, 1);
    row->addLayout(actions);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(22, 20, 22, 18);
    column->setSpacing(12);
    column->addLayout(row, 1);
    column->addWidget(m_whereabouts);
    column->addWidget(close);
}

void ServersDialog::fill(const QString &chosenName)
{
    m_list->clear();
    for (const Server &server : std::as_const(m_servers)) {
        auto *item = new QListWidgetItem(tr("%1 (%2)", "a server's name and address").arg(server.name, server.stats.toString(QUrl::RemoveUserInfo)), m_list);
        if (server.name == chosenName)
            m_list->setCurrentItem(item);
    }
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
    follow();
}

std::optional<Server> ServersDialog::chosen() const
{
    const int row = m_list->currentRow();
    return row < 0 || row >= m_servers.size() ? std::nullopt : std::optional(m_servers[row]);
}

void ServersDialog::follow()
{
    for (QPushButton *button : {m_edit, m_remove, m_connect})
        button->setEnabled(chosen().has_value());
}

void ServersDialog::add()
{
    auto *dialog = new ServerDialog(ServerDialog::Purpose::Add, {}, m_servers, m_tokens, m_limits, this);
    connect(dialog, &ServerDialog::chosen, this, [this](const Server &server) {
        m_servers += server;
        writeServers(m_settings, m_servers);
        fill(server.name);
    });
    dialog->open();
}

void ServersDialog::edit()
{
    const auto before = chosen();
    if (!before)
        return;
    QList<Server> others = m_servers;
    others.removeOne(*before);
    auto *dialog = new ServerDialog(ServerDialog::Purpose::Edit, *before, others, m_tokens, m_limits, this);
    connect(dialog, &ServerDialog::chosen, this, [this, before = *before](const Server &after) {
        std::replace(m_servers.begin(), m_servers.end(), before, after);
        writeServers(m_settings, m_servers);
        forgetToken(before.stats);
        fill(after.name);
        emit edited(before, after);
    });
    dialog->open();
}

void ServersDialog::remove()
{
    const auto server = chosen();
    if (!server)
        return;
    m_servers.removeOne(*server);
    writeServers(m_settings, m_servers);
    forgetToken(server->stats);
    fill(m_current.name);
}

void ServersDialog::forgetToken(const QUrl &service)
{
    if (std::none_of(m_servers.begin(), m_servers.end(), [&](const Server &server) { return server.stats == service; }))
        m_tokens.write(service, {}, [](const Result<void> &) { });
}

void ServersDialog::connectToChosen()
{
    const auto server = chosen();
    if (!server)
        return;
    emit connectWanted(*server);
    accept();
}

}
