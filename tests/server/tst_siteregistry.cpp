#include "server/ingest/siteregistry.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;
using Mode = SiteRegistry::Mode;

class TestSiteRegistry : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void judges_data();
    void judges();
    void nothingToJudgeCostsNothing();
    void withoutAListRegisteredRefuses_openDoesNot();
    void anEmptyListIsAList();
    void theListOutlivesTheProgram();
    void aFileThatCannotBeReadIsNoList_data();
    void aFileThatCannotBeReadIsNoList();
    void aListThatCannotBeKeptIsUsed_andKeptLater();
    void aRequestIsJudgedByOneList();

private:
    QString path() const { return m_folder->filePath(u"sites.json"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

SiteList someSites()
{
    SiteList list;
    list.add("anywhere", {});
    list.add("shop", {"https://shop.example", "https://www.shop.example"});
    return list;
}

Event eventOf(const std::string &siteId)
{
    Event event;
    event.siteId = siteId;
    return event;
}

}

void TestSiteRegistry::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestSiteRegistry::judges_data()
{
    QTest::addColumn<bool>("registered");
    QTest::addColumn<QByteArray>("site");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char *site, const char *origin, const QString &registered, const QString &open) {
        QTest::addRow("%s, %s, registered", site, origin) << true << QByteArray(site) << QByteArray(origin) << registered;
        QTest::addRow("%s, %s, open", site, origin) << false << QByteArray(site) << QByteArray(origin) << open;
    };
    const QString stranger = u"site_id: not registered: stranger"_s;
    const auto elsewhere = [](const QString &origin) { return QString(u"Origin: not allowed for site shop: "_s + origin); };
    row("stranger", "", stranger, {});
    row("stranger", "https://shop.example", stranger, {});
    row("anywhere", "", {}, {});
    row("anywhere", "https://evil.example", {}, {});
    row("anywhere", "null", {}, {});
    row("shop", "", {}, {}); // no browser
    row("shop", "https://shop.example", {}, {});
    row("shop", "https://www.shop.example", {}, {});
    for (const QString &origin : {u"https://evil.example"_s, u"http://shop.example"_s, u"https://shop.example:8443"_s,
             u"https://shop.example.evil"_s, u"https://shop.exampl"_s, u"null"_s})
        row("shop", qPrintable(origin), elsewhere(origin), elsewhere(origin));
    row("SHOP", "", u"site_id: not registered: SHOP"_s, {});
}

void TestSiteRegistry::judges()
{
    QFETCH(const bool, registered);
    QFETCH(const QByteArray, site);
    QFETCH(const QByteArray, origin);
    SiteRegistry registry(registered ? Mode::Registered : Mode::Open, m_folder->path());
    QVERIFY(registry.replace(someSites()));
    const Admit admit = registry.admission(origin);
    const Result<void> admitted = admit ? admit(eventOf(site.toStdString())) : Result<void>();
    QTEST(admitted ? QString() : admitted.error().message, "refusal");
    QVERIFY(admitted || admitted.error().kind == Error::Kind::Forbidden);
}

void TestSiteRegistry::nothingToJudgeCostsNothing()
{
    SiteRegistry registry(Mode::Open, m_folder->path());
    QVERIFY(!registry.admission("https://shop.example")); // no list
    QVERIFY(registry.replace(someSites()));
    QVERIFY(!registry.admission({})); // no browser
    QVERIFY(registry.admission("https://shop.example"));
    SiteList withoutOrigins;
    withoutOrigins.add("anywhere", {});
    QVERIFY(registry.replace(withoutOrigins));
    QVERIFY(!registry.admission("https://shop.example"));
}

void TestSiteRegistry::withoutAListRegisteredRefuses_openDoesNot()
{
    SiteRegistry registered(Mode::Registered, m_folder->path());
    QVERIFY(registered.refusal());
    QCOMPARE(registered.refusal()->kind, Error::Kind::Unavailable);
    QVERIFY(!SiteRegistry(Mode::Open, m_folder->path()).refusal());
    QVERIFY(registered.replace(someSites()));
    QVERIFY(!registered.refusal());
}

void TestSiteRegistry::anEmptyListIsAList()
{
    SiteRegistry registry(Mode::Registered, m_folder->path());
    QVERIFY(registry.replace({}));
    QVERIFY(!registry.refusal());
    QVERIFY(!registry.admission({})(eventOf("anywhere")));
}

void TestSiteRegistry::theListOutlivesTheProgram()
{
    SiteList list = someSites();
    list.add("\xc3\xa4 \"quoted\"\n", {});
    QVERIFY(SiteRegistry(Mode::Registered, m_folder->path()).replace(list));
    const SiteRegistry next(Mode::Registered, m_folder->path());
    QVERIFY(!next.refusal());
    const Admit admit = next.admission("https://shop.example");
    QVERIFY(admit(eventOf("shop")));
    QVERIFY(admit(eventOf("\xc3\xa4 \"quoted\"\n")));
    QVERIFY(!admit(eventOf("stranger")));
    QVERIFY(!next.admission("https://evil.example")(eventOf("shop")));
}

void TestSiteRegistry::aFileThatCannotBeReadIsNoList_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << someSites().toJson().chopped(3);
    QTest::newRow("of another version") << QByteArray(R"({"v":2,"sites":[]})");
    QTest::newRow("of no version") << QByteArray(R"({"sites":[]})");
    QTest::newRow("without sites") << QByteArray(R"({"v":1})");
}

void TestSiteRegistry::aFileThatCannotBeReadIsNoList()
{
    QFETCH(const QByteArray, content);
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(content) == content.size());
    file.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"sites.json: not a list of sites of version 1"_s));
    SiteRegistry registry(Mode::Registered, m_folder->path());
    QVERIFY(registry.refusal());
    QVERIFY(registry.replace(someSites()));
    QVERIFY(!SiteRegistry(Mode::Registered, m_folder->path()).refusal()); // mended
}

void TestSiteRegistry::aListThatCannotBeKeptIsUsed_andKeptLater()
{
    const QString folder = m_folder->filePath(u"not-yet"_s);
    SiteRegistry registry(Mode::Registered, folder);
    const auto kept = registry.replace(someSites());
    QVERIFY(!kept);
    QVERIFY2(kept.error().message.startsWith(folder + u"/sites.json: "_s), qPrintable(kept.error().message));
    QVERIFY(!registry.refusal());
    QVERIFY(QDir().mkdir(folder));
    QVERIFY(registry.replace(someSites())); // the same list
    QVERIFY(!SiteRegistry(Mode::Registered, folder).refusal());
}

void TestSiteRegistry::aRequestIsJudgedByOneList()
{
    SiteRegistry registry(Mode::Registered, m_folder->path());
    QVERIFY(registry.replace(someSites()));
    const Admit admit = registry.admission({});
    QVERIFY(registry.replace({}));
    QVERIFY(admit(eventOf("shop")));
    QVERIFY(!registry.admission({})(eventOf("shop")));
}

QTEST_APPLESS_MAIN(TestSiteRegistry)

#include "tst_siteregistry.moc"
