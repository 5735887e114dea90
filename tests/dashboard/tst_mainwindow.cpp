#include "dashboard/widgets/mainwindow.h"
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QCalendarWidget>
#include <QComboBox>
#include <QDateEdit>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDate firstDay(2025, 11, 14);
const QDate secondDay(2025, 11, 15);

// `views` page views of `path`, the i-th by user u<i mod users>.
QByteArray events(const QString &site, const QDate &day, const QString &path, int views, int users)
{
    const QString time = day.toString(Qt::ISODate) + u"T10:00:00Z"_s;
    QByteArray lines;
    for (int i = 0; i < views; ++i) {
        const QJsonObject event {{u"site_id"_s, site}, {u"event_type"_s, u"page_view"_s}, {u"path"_s, path},
            {u"user_id"_s, u"u%1"_s.arg(i % users)}, {u"timestamp"_s, time}};
        lines += QJsonDocument(event).toJson(QJsonDocument::Compact) + '\n';
    }
    return lines;
}

}

// The window before the real stack: what is sent by HTTP is read off the screen.
class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void showsASiteAndADay();
    void showsAnotherDay();
    void showsAllTime();
    void showsTheOtherSite();
    void showsWhatArrivesNow();
    void outliesTheService();

private:
    void send(const QByteArray &lines);
    QString text(const QString &name) const { return m_window->findChild<QLabel *>(name)->text(); }
    QStringList paths() const;
    void chooseDay(const QDate &day);
    void click(const QString &name);
    bool isStale(const QString &name) const { return m_window->findChild<QWidget *>(name)->property("stale").toBool(); }

    Stack m_stack;
    QTemporaryDir m_directory;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<StatsClient> m_client;
    std::unique_ptr<Poller> m_poller;
    std::unique_ptr<QueueWatch> m_queue;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::send(const QByteArray &lines)
{
    const HttpAnswer answer = post(m_stack.ingestUrl(u"/events"_s), lines, "application/x-ndjson");
    QVERIFY2(answer.status == 200, answer.body.constData());
}

QStringList TestMainWindow::paths() const
{
    const QAbstractItemModel *model = m_window->findChild<QTableView *>(u"topPaths"_s)->model();
    QStringList rows;
    for (int row = 0; row < model->rowCount(); ++row)
        rows += model->index(row, 0).data().toString() + u' ' + model->index(row, 1).data().toString();
    return rows;
}

void TestMainWindow::chooseDay(const QDate &day)
{
    auto *date = m_window->findChild<QDateEdit *>(u"date"_s);
    date->setFocus();
    date->setSelectedSection(QDateTimeEdit::YearSection); // where Tab enters it
    QTest::keyClicks(date, day.toString(u"yyyyMMdd"_s));
    QTest::keyClick(date, Qt::Key_Return);
}

void TestMainWindow::click(const QString &name)
{
    QTest::mouseClick(m_window->findChild<QPushButton *>(name), Qt::LeftButton);
}

void TestMainWindow::initTestCase()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QVERIFY(m_stack.start());
    send(events(u"shop.example"_s, firstDay, u"/pricing"_s, 1200, 40) + events(u"shop.example"_s, firstDay, u"/"_s, 34, 50)
        + events(u"shop.example"_s, secondDay, u"/"_s, 7, 3) + events(u"blog.example"_s, secondDay, u"/post"_s, 5, 2));

    Launch launch;
    launch.statsUrl = m_stack.statsUrl();
    launch.ingestUrl = m_stack.ingestUrl();
    m_settings = std::make_unique<QSettings>(m_directory.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_client = std::make_unique<StatsClient>(launch.statsUrl);
    m_poller = std::make_unique<Poller>(*m_client, systemClock());
    m_queue = std::make_unique<QueueWatch>(*launch.ingestUrl);
    m_window = std::make_unique<MainWindow>(launch, *m_poller, m_queue.get(), *m_settings, systemClock());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestMainWindow::showsASiteAndADay()
{
    auto *site = m_window->findChild<QComboBox *>(u"site"_s);
    QTRY_COMPARE_WITH_TIMEOUT(site->count(), 2, 30000);
    site->lineEdit()->setFocus();
    site->lineEdit()->selectAll();
    QTest::keyClicks(site->lineEdit(), u"shop"_s);
    QTest::keyClick(site->lineEdit(), Qt::Key_Return);
    QCOMPARE(site->currentText(), u"shop.example"_s);
    chooseDay(firstDay);

    QTRY_COMPARE_WITH_TIMEOUT(text(u"viewsValue"_s), u"1,234"_s, 30000);
    QTRY_COMPARE(text(u"usersValue"_s), u"40"_s);
    QCOMPARE(text(u"eventsValue"_s), u"1,234"_s);
    QCOMPARE(text(u"perUserValue"_s), u"30.85"_s);
    QCOMPARE(paths(), (QStringList {u"/pricing 1,200"_s, u"/ 34"_s}));
    QTRY_VERIFY(text(u"status"_s).startsWith(u"Live, heard 0."_s));
    QTRY_VERIFY2(text(u"queue"_s).startsWith(u"0 waiting, "_s), qPrintable(text(u"queue"_s)));
    QVERIFY(!m_window->findChild<QWidget *>(u"banner"_s)->isVisible());
}

void TestMainWindow::showsAnotherDay()
{
    chooseDay(secondDay);
    QTRY_COMPARE(text(u"viewsValue"_s), u"7"_s);
    QCOMPARE(text(u"usersValue"_s), u"3"_s);
    QCOMPARE(paths(), QStringList {u"/ 7"_s});
    click(u"yesterday"_s);
    QTRY_COMPARE(text(u"viewsValue"_s), u"0"_s);
    QCOMPARE(text(u"perUserValue"_s), u"\u2013"_s);
    QCOMPARE(paths(), QStringList());
}

void TestMainWindow::showsAllTime()
{
    click(u"allTime"_s);
    QTRY_COMPARE(text(u"viewsValue"_s), u"1,241"_s);
    QCOMPARE(text(u"usersValue"_s), u"40"_s);
    QCOMPARE(paths(), (QStringList {u"/pricing 1,200"_s, u"/ 41"_s}));
}

void TestMainWindow::showsTheOtherSite()
{
    auto *table = m_window->findChild<QTableView *>(u"sites"_s);
    QModelIndex blog;
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data() == u"blog.example"_s)
            blog = table->model()->index(row, 0);
    }
    QVERIFY(blog.isValid());
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(blog).center());
    QCOMPARE(m_window->findChild<QComboBox *>(u"site"_s)->currentText(), u"blog.example"_s);
    QTRY_COMPARE(text(u"viewsValue"_s), u"5"_s);
    QCOMPARE(paths(), QStringList {u"/post 5"_s});
}

void TestMainWindow::showsWhatArrivesNow()
{
    click(u"today"_s);
    QTRY_COMPARE(text(u"viewsValue"_s), u"0"_s);
    const QByteArray event = R"({"site_id":"blog.example","event_type":"page_view","path":"/live","user_id":"me"})";
    QCOMPARE(post(m_stack.ingestUrl(u"/event"_s), event).status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(text(u"viewsValue"_s), u"1"_s, 15000);
    QCOMPARE(paths(), QStringList {u"/live 1"_s});
    QTRY_VERIFY(text(u"viewsNote"_s).startsWith(u"+1 in "_s));
}

void TestMainWindow::outliesTheService()
{
    QWidget *banner = m_window->findChild<QWidget *>(u"banner"_s);
    click(u"allTime"_s);
    QTRY_COMPARE(text(u"viewsValue"_s), u"6"_s);
    QVERIFY(m_stack.stop());
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), 20000);
    const QString start = u"Cannot reach %1: "_s.arg(m_stack.statsUrl().toString(QUrl::StripTrailingSlash));
    QTRY_VERIFY_WITH_TIMEOUT(text(u"bannerText"_s).startsWith(start), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(text(u"bannerText"_s).contains(u"Next try in "_s), 20000);
    QVERIFY(text(u"status"_s).startsWith(u"Not live, heard "_s));
    QCOMPARE(text(u"viewsValue"_s), u"6"_s);
    QCOMPARE(paths(), (QStringList {u"/post 5"_s, u"/live 1"_s}));
    for (const QString &name : {u"overview"_s, u"views"_s, u"users"_s, u"liveChart"_s, u"topPaths"_s})
        QVERIFY2(isStale(name), qPrintable(name));

    QVERIFY(m_stack.start());
    QTRY_VERIFY_WITH_TIMEOUT(!banner->isVisible(), 45000);
    QTRY_VERIFY(text(u"status"_s).startsWith(u"Live, heard "_s));
    for (const QString &name : {u"overview"_s, u"views"_s, u"users"_s, u"liveChart"_s, u"topPaths"_s})
        QVERIFY2(!isStale(name), qPrintable(name));
    QCOMPARE(text(u"viewsValue"_s), u"6"_s);
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
