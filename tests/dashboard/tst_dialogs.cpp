#include "dashboard/alerts/alertwatch.h"
#include "dashboard/dialogs/alertsdialog.h"
#include "dashboard/dialogs/serverdialog.h"
#include "dashboard/dialogs/serversdialog.h"
#include "dashboard/servers/tokenstore.h"
#include "dashboard/tray.h"
#include "dashboard/window/rangedialog.h"

#include <QComboBox>
#include <QIcon>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

const Server shop {u"shop"_s, QUrl(u"http://127.0.0.1:1"_s), QUrl(u"http://127.0.0.1:2"_s)};
const Server blog {u"blog"_s, QUrl(u"http://127.0.0.1:3"_s)};

void click(QWidget &dialog, const QString &button)
{
    QTest::mouseClick(dialog.findChild<QPushButton *>(button), Qt::LeftButton);
}

}

Q_DECLARE_METATYPE(std::function<QDialog *()>)

class TestDialogs : public QObject {
    Q_OBJECT
private slots:
    void init();
    void serversAreListedAndConnectedTo();
    void aServerIsRenamed();
    void aServerIsAdded();
    void aKeptTokenIsForItsAddressAlone();
    void aServerIsRemovedWithItsToken();
    void saysWhereTokensAreKept();
    void rulesAreAddedOnceAndKept();
    void aRuleIsSwitchedOffAndOn();
    void aRuleIsRemoved();
    void onlyRulesOfASiteHaveOne();
    void onlyTheListTakesDelete();
    void tabComesToEveryControl_data();
    void tabComesToEveryControl();
    void anAlertIsShownInTheWindowWithoutATray();
    void aNotificationHasNoMarkup();

private:
    QStringList kept() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    SessionTokens m_tokens;
};

void TestDialogs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings"_s), QSettings::IniFormat);
    writeServers(*m_settings, {shop, blog});
}

void TestDialogs::serversAreListedAndConnectedTo()
{
    auto *dialog = new ServersDialog(blog, *m_settings, m_tokens);
    const QPointer<QDialog> open(dialog);
    QSignalSpy wanted(dialog, &ServersDialog::connectWanted);
    dialog->open();
    auto *list = dialog->findChild<QListWidget *>(u"servers"_s);
    QCOMPARE(list->count(), 2);
    QVERIFY(list->item(0)->text().contains(u"http://127.0.0.1:1"_s));
    QCOMPARE(list->currentRow(), 1); // the one that the window is connected to
    list->setCurrentRow(0);
    click(*dialog, u"connect"_s);
    QCOMPARE(wanted.value(0).value(0).value<Server>(), shop);
    QTRY_VERIFY(!open);
}

void TestDialogs::aServerIsRenamed()
{
    ServersDialog dialog(shop, *m_settings, m_tokens);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QSignalSpy edited(&dialog, &ServersDialog::edited);
    dialog.open();
    click(dialog, u"edit"_s);
    auto *form = dialog.findChild<QDialog *>(u"serverDialog"_s);
    form->findChild<QLineEdit *>(u"serverName"_s)->setText(u"the shop"_s);
    auto *ok = form->findChild<QPushButton *>(u"ok"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ok->isEnabled(), 10'000);
    ok->click();
    QTRY_COMPARE(edited.count(), 1);
    const Server renamed {u"the shop"_s, shop.stats, shop.ingest};
    QCOMPARE(readServers(*m_settings), (QList<Server> {renamed, blog}));
}

void TestDialogs::aServerIsAdded()
{
    ServersDialog dialog(shop, *m_settings, m_tokens);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    click(dialog, u"add"_s);
    auto *form = dialog.findChild<QDialog *>(u"serverDialog"_s);
    form->findChild<QLineEdit *>(u"serverName"_s)->setText(u"docs"_s);
    form->findChild<QLineEdit *>(u"statsAddress"_s)->setText(u"http://127.0.0.1:9"_s);
    auto *ok = form->findChild<QPushButton *>(u"ok"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ok->isEnabled(), 10'000);
    ok->click();
    QTRY_COMPARE(readServers(*m_settings).size(), 3);
    QCOMPARE(readServers(*m_settings).last(), (Server {u"docs"_s, QUrl(u"http://127.0.0.1:9"_s)}));
    QCOMPARE(dialog.findChild<QListWidget *>(u"servers"_s)->currentRow(), 2);
}

// While somebody types another one, it is tried with each pause.
void TestDialogs::aKeptTokenIsForItsAddressAlone()
{
    m_tokens.write(shop.stats, "secret", [](const Result<void> &) { });
    ServersDialog dialog(shop, *m_settings, m_tokens);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    click(dialog, u"edit"_s);
    auto *form = dialog.findChild<QDialog *>(u"serverDialog"_s);
    auto *token = form->findChild<QLineEdit *>(u"token"_s);
    auto *address = form->findChild<QLineEdit *>(u"statsAddress"_s);
    QTRY_COMPARE(token->text(), u"secret"_s);
    address->setText(u"http://127.0.0.1:1/below"_s);
    QCOMPARE(token->text(), u"secret"_s);
    address->setText(u"https://127.0.0.1:1"_s);
    QCOMPARE(token->text(), QString());
    address->setText(shop.stats.toString());
    QCOMPARE(token->text(), u"secret"_s);
    address->setText(u"http://127.0.0.1:10"_s);
    QCOMPARE(token->text(), QString());
    auto *ok = form->findChild<QPushButton *>(u"ok"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ok->isEnabled(), 10'000);
    ok->click();
    QTRY_COMPARE(readServers(*m_settings).first().stats.port(), 10);
    std::optional<QByteArray> left;
    m_tokens.read(shop.stats, [&](const Result<QByteArray> &read) { left = *read; });
    QTRY_COMPARE(left, QByteArray()); // nobody will ask for it again
}

void TestDialogs::aServerIsRemovedWithItsToken()
{
    m_tokens.write(shop.stats, "secret", [](const Result<void> &) { });
    ServersDialog dialog(shop, *m_settings, m_tokens);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    click(dialog, u"remove"_s);
    QCOMPARE(readServers(*m_settings), QList<Server> {blog});
    std::optional<QByteArray> token;
    m_tokens.read(shop.stats, [&](const Result<QByteArray> &read) { token = *read; });
    QTRY_COMPARE(token, QByteArray());
    click(dialog, u"remove"_s);
    QVERIFY(readServers(*m_settings).isEmpty());
    for (const QString &button : {u"edit"_s, u"remove"_s, u"connect"_s})
        QVERIFY(!dialog.findChild<QPushButton *>(button)->isEnabled());
}

void TestDialogs::saysWhereTokensAreKept()
{
    ServersDialog dialog(shop, *m_settings, m_tokens);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QTRY_COMPARE(dialog.findChild<QLabel *>(u"whereabouts"_s)->text(),
        u"Tokens are kept in memory, until the dashboard is closed."_s);
}

QStringList TestDialogs::kept() const
{
    QStringList texts;
    for (const AlertRule &rule : readAlertRules(*m_settings))
        texts += toText(rule);
    return texts;
}

void TestDialogs::rulesAreAddedOnceAndKept()
{
    AlertsDialog dialog({u"shop"_s, u"blog"_s}, *m_settings);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    QSignalSpy changed(&dialog, &AlertsDialog::rulesChanged);
    dialog.findChild<QSpinBox *>(u"threshold"_s)->setValue(700);
    click(dialog, u"add"_s);
    click(dialog, u"add"_s);
    auto *site = dialog.findChild<QComboBox *>(u"site"_s);
    site->setCurrentIndex(site->findData(u"blog"_s));
    click(dialog, u"add"_s);
    QCOMPARE(kept(), (QStringList {u"visitors_above 700"_s, u"visitors_above 700 blog"_s}));
    QCOMPARE(changed.last()[0].value<QList<AlertRule>>(), readAlertRules(*m_settings));
    QCOMPARE(dialog.findChild<QListWidget *>()->item(1)->text(), u"Current visitors of blog above 700"_s);
}

void TestDialogs::aRuleIsSwitchedOffAndOn()
{
    writeAlertRules(*m_settings, {{AlertRule::Kind::NoEvent, 10}, {AlertRule::Kind::Unreachable, 60}});
    {
        AlertsDialog dialog({}, *m_settings);
        QSignalSpy changed(&dialog, &AlertsDialog::rulesChanged);
        dialog.findChild<QListWidget *>()->item(0)->setCheckState(Qt::Unchecked);
        QCOMPARE(kept(), QStringList {u"unreachable 60"_s});
        QCOMPARE(changed.count(), 1);
    }
    AlertsDialog dialog({}, *m_settings);
    auto *list = dialog.findChild<QListWidget *>();
    QCOMPARE(list->count(), 2); // it is not forgotten
    QCOMPARE(list->item(1)->checkState(), Qt::Unchecked);
    list->item(1)->setCheckState(Qt::Checked);
    QCOMPARE(kept(), (QStringList {u"unreachable 60"_s, u"no_event 10"_s}));
}

void TestDialogs::aRuleIsRemoved()
{
    writeAlertRules(*m_settings, {{AlertRule::Kind::NoEvent, 10}, {AlertRule::Kind::Unreachable, 60}});
    AlertsDialog dialog({}, *m_settings);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    dialog.findChild<QListWidget *>()->setCurrentRow(0);
    click(dialog, u"remove"_s);
    QCOMPARE(kept(), QStringList {u"unreachable 60"_s});
    click(dialog, u"remove"_s);
    QVERIFY(kept().isEmpty());
    QVERIFY(!dialog.findChild<QPushButton *>(u"remove"_s)->isEnabled());
}

void TestDialogs::onlyTheListTakesDelete()
{
    writeAlertRules(*m_settings, {{AlertRule::Kind::NoEvent, 10}});
    AlertsDialog dialog({}, *m_settings);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *add = dialog.findChild<QPushButton *>(u"add"_s);
    add->setFocus();
    QTest::keyClick(add, Qt::Key_Delete);
    QCOMPARE(kept().size(), 1);
    auto *list = dialog.findChild<QListWidget *>(u"rules"_s);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QVERIFY(kept().isEmpty());
}

void TestDialogs::onlyRulesOfASiteHaveOne()
{
    AlertsDialog dialog({u"shop"_s}, *m_settings);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    auto *kind = dialog.findChild<QComboBox *>(u"kind"_s);
    auto *site = dialog.findChild<QComboBox *>(u"site"_s);
    site->setCurrentIndex(1);
    kind->setCurrentIndex(kind->findData(int(AlertRule::Kind::QueueOlder)));
    QVERIFY(!site->isEnabled());
    click(dialog, u"add"_s);
    QCOMPARE(kept(), QStringList {u"queue_older 60"_s});
}

void TestDialogs::anAlertIsShownInTheWindowWithoutATray()
{
    QWidget window;
    Tray tray(QIcon(), window);
    tray.setWanted(true); // the offscreen platform has none
    QSignalSpy untold(&tray, &Tray::untold);
    AlertWatch watch([] { return QDateTime::currentDateTimeUtc(); });
    connect(&watch, &AlertWatch::fired, &tray, [&tray](const AlertRule &, const QString &sentence) { tray.tell(sentence); });
    watch.setRules({{AlertRule::Kind::VisitorsAbove, 500, u"shop"_s}});
    watch.setSite(u"shop"_s);
    watch.hearVisitors({u"shop"_s, 501, {}, {}});
    QCOMPARE(untold.count(), 1);
    QVERIFY(untold[0][0].toString().contains(u"501"_s));
    watch.hearVisitors({u"shop"_s, 600, {}, {}});
    QCOMPARE(untold.count(), 1); // once
}

void TestDialogs::tabComesToEveryControl_data()
{
    QTest::addColumn<std::function<QDialog *()>>("make");
    const auto row = [](const char *name, std::function<QDialog *()> make) { QTest::newRow(name) << make; };
    row("alerts", [this]() -> QDialog * {
        writeAlertRules(*m_settings, {{AlertRule::Kind::NoEvent, 10}});
        return new AlertsDialog({u"shop"_s}, *m_settings);
    });
    row("servers", [this]() -> QDialog * { return new ServersDialog(shop, *m_settings, m_tokens); });
    row("server", [this]() -> QDialog * { return new ServerDialog(ServerDialog::Purpose::Edit, shop, {}, m_tokens); });
    row("first run", [this]() -> QDialog * { return new ServerDialog(ServerDialog::Purpose::FirstRun, shop, {}, m_tokens); });
    row("days", []() -> QDialog * { return new RangeDialog({{2025, 11, 1}, {2025, 11, 2}}, {2025, 11, 15}, nullptr); });
}

void TestDialogs::tabComesToEveryControl()
{
    QFETCH(std::function<QDialog *()>, make);
    const std::unique_ptr<QDialog> dialog(make());
    dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(dialog.get()));
    QSet<QWidget *> missed;
    for (QWidget *widget : dialog->findChildren<QWidget *>()) {
        const bool isPartOfAnother = widget->objectName().startsWith(u"qt_"_s) || widget->window() != dialog.get();
        if (!isPartOfAnother && widget->isVisible() && widget->isEnabled() && widget->focusPolicy() & Qt::TabFocus)
            missed += widget;
    }
    QVERIFY(missed.size() > 2);
    for (qsizetype i = 2 * missed.size(); i > 0; --i) {
        missed -= dialog->focusWidget();
        QTest::keyClick(dialog.get(), Qt::Key_Tab);
    }
    for (const QWidget *widget : missed)
        QFAIL(qPrintable(QDebug::toString(widget)));
}

void TestDialogs::aNotificationHasNoMarkup()
{
    QCOMPARE(withoutMarkup(u"<a href='x'>a&b</a> has 5"_s), u"\u2039a href='x'>a&b\u2039/a> has 5"_s);
}

QTEST_MAIN(TestDialogs)
#include "tst_dialogs.moc"
