#include "dashboard/dialogs/serverdialog.h"

#include "dashboard/servers/tokenstore.h"
#include "dashboard/widgets/healthline.h"
#include "dashboard/widgets/theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::dashboard {

namespace {

constexpr auto typingPause = 350ms;

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

Health::Level levelOf(ServerTest::Outcome outcome)
{
    switch (outcome) {
    case ServerTest::Outcome::Good: return Health::Level::Well;
    case ServerTest::Outcome::Usable:
    case ServerTest::Outcome::NeedsToken: return Health::Level::Watch;
    case ServerTest::Outcome::Bad: break;
    }
    return Health::Level::Trouble;
}

QLabel *mutedLine(const QString &text)
{
    auto *label = new QLabel(text);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

}

ServerDialog::ServerDialog(Purpose purpose, const Server &server, const QList<Server> &others, TokenStore &tokens,
    const Fetch::Limits &limits, QWidget *parent)
    : QDialog(parent)
    , m_purpose(purpose)
    , m_before(server)
    , m_others(others)
    , m_tokens(tokens)
    , m_test(limits)
    , m_name(new QLineEdit(server.name))
    , m_stats(new QLineEdit(server.stats.toString()))
    , m_ingest(new QLineEdit(server.ingest.toString()))
    , m_token(new QLineEdit)
    , m_whereabouts(mutedLine({}))
    , m_inFile(new QCheckBox(tr("Keep it in a file instead, as plain text that only I may read")))
    , m_finding(new HealthLine)
    , m_ok(new QPushButton)
{
    setObjectName(u"serverDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    layOut();
    m_pause.setSingleShot(true);
    m_pause.setInterval(typingPause);
    connect(&m_pause, &QTimer::timeout, this, &ServerDialog::tryIt);
    connect(&m_test, &ServerTest::done, this, &ServerDialog::take);
    connect(m_stats, &QLineEdit::textChanged, this, &ServerDialog::followAddress);
    for (QLineEdit *edit : {m_name, m_stats, m_ingest, m_token})
        connect(edit, &QLineEdit::textChanged, this, &ServerDialog::typedSomething);
    m_ok->setEnabled(false);
    readToken();
}

void ServerDialog::layOut()
{
    const bool isFirst = m_purpose == Purpose::FirstRun;
    setWindowTitle(isFirst ? tr("Welcome to Footfall") : m_purpose == Purpose::Add ? tr("Add a server") : tr("Edit server"));
    setMinimumWidth(560);
    auto *form = new QFormLayout(this);
    form->setContentsMargins(22, 20, 22, 18);
    form->setVerticalSpacing(10);
    form->setHorizontalSpacing(14);
    if (isFirst) {
        auto *title = new QLabel(tr("Where is your Footfall?"));
        title->setFont(scaled(font(), 1.5, QFont::Bold));
        form->addRow(title);
        form->addRow(mutedLine(tr("The dashboard asks its stats service for figures. “footfall up” on this machine answers at the address below.")));
    }
    addField(*form, *m_name, u"serverName"_s, tr("&Name"));
    form->setRowVisible(m_name, !isFirst);
    addField(*form, *m_stats, u"statsAddress"_s, tr("&Stats service"));
    addField(*form, *m_ingest, u"ingestAddress"_s, tr("&Ingest service"));
    m_ingest->setPlaceholderText(tr("without it, the queue is not shown"));
    addField(*form, *m_token, u"token"_s, tr("&Token"));
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("if the service wants one"));
    m_whereabouts->setObjectName(u"whereabouts"_s);
    form->addRow(QString(), m_whereabouts);
    m_inFile->setObjectName(u"inFile"_s);
    m_inFile->hide();
    form->addRow(QString(), m_inFile);
    connect(m_inFile, &QCheckBox::toggled, this, [this](bool isOn) {
        m_tokens.setInFile(isOn);
        showWhereabouts();
    });
    m_finding->setMinimumHeight(3 * fontMetrics().height() + 2 * Card::padding); // or the window would jump with each sentence
    form->addRow(m_finding);
    m_ok->setText(isFirst ? tr("Connect") : tr("Save"));
    m_ok->setObjectName(u"ok"_s);
    m_ok->setDefault(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setAutoDefault(false); // Return never cancels
    buttons->addButton(m_ok, QDialogButtonBox::AcceptRole);
    form->addRow(buttons);
    setTabOrder(m_ok, buttons->button(QDialogButtonBox::Cancel)); // the box hands Tab on to the default one
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, &ServerDialog::keep);
    (isFirst ? m_stats : m_name)->setFocus();
}

void ServerDialog::addField(QFormLayout &form, QLineEdit &edit, const QString &name, const QString &label)
{
    edit.setObjectName(name);
    edit.setAccessibleName(QString(label).remove(u'&'));
    edit.setMinimumHeight(fontMetrics().height() + 12);
    form.addRow(label, &edit);
}

// Only a try tells whether there is a keychain.
void ServerDialog::readToken()
{
    m_finding->setHealth({Health::Level::Unknown, tr("Looking for its token…")});
    m_tokens.read(m_before.stats, [self = QPointer(this)](const Result<QByteArray> &token) {
        if (!self)
            return;
        self->showWhereabouts();
        self->m_keptToken = QString::fromUtf8(token.value_or(QByteArray()));
        if (!self->m_isElsewhere && self->m_token->text().isEmpty())
            self->m_token->setText(self->m_keptToken);
        self->tryIt();
    });
}

// A token that was kept goes to its own service, not to whatever stands there while somebody types.
void ServerDialog::followAddress()
{
    const bool isElsewhere = !isSameOrigin(QUrl(m_stats->text().trimmed()), m_before.stats);
    if (std::exchange(m_isElsewhere, isElsewhere) == isElsewhere)
        return;
    if (isElsewhere && m_token->text() == m_keptToken)
        m_token->clear();
    else if (!isElsewhere && m_token->text().isEmpty())
        m_token->setText(m_keptToken);
}

void ServerDialog::showWhereabouts()
{
    const auto isInFile = m_tokens.isInFile();
    m_inFile->setVisible(isInFile.has_value());
    m_inFile->setChecked(isInFile.value_or(false));
    m_whereabouts->setText(tr("A token is kept %1.").arg(m_tokens.whereabouts()));
}

Result<Server> ServerDialog::typed() const
{
    QString name = m_name->text();
    if (m_purpose == Purpose::FirstRun) {
        const QString host = QUrl(m_stats->text().trimmed()).host();
        name = host.isEmpty() ? u"Footfall"_s : host;
    }
    return checkedServer(name, m_stats->text(), m_ingest->text(), m_others);
}

QByteArray ServerDialog::token() const
{
    return m_token->text().trimmed().toUtf8();
}

void ServerDialog::typedSomething()
{
    m_test.cancel();
    m_ok->setEnabled(false);
    m_pause.start();
}

void ServerDialog::tryIt()
{
    m_pause.stop();
    const auto server = typed();
    if (!server)
        return take(ServerTest::Outcome::Bad, server.error().message);
    m_finding->setHealth({Health::Level::Unknown, tr("Trying %1…").arg(server->stats.toString(QUrl::RemoveUserInfo))});
    m_ok->setEnabled(m_purpose != Purpose::FirstRun);
    m_test.start(server->stats, server->ingest, token());
}

void ServerDialog::take(ServerTest::Outcome outcome, const QString &sentence)
{
    m_finding->setHealth({levelOf(outcome), sentence});
    const bool answers = outcome == ServerTest::Outcome::Good || outcome == ServerTest::Outcome::Usable;
    m_ok->setEnabled(m_purpose == Purpose::FirstRun ? answers : typed().has_value());
}

void ServerDialog::keep()
{
    const auto server = typed();
    if (!server)
        return;
    m_ok->setEnabled(false);
    m_tokens.write(server->stats, token(), [self = QPointer(this), server = *server](const Result<void> &done) {
        if (!self)
            return;
        if (!done)
            return self->take(ServerTest::Outcome::Bad, tr("The token cannot be kept: %1").arg(done.error().message));
        emit self->chosen(server);
        self->accept();
    });
}

}
