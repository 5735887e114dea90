#include "server/ingest/visitorid.h"
#include "server/ingest/visitorsalts.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace footfall;
using namespace footfall::server;
using namespace Qt::StringLiterals;

// The secrets of the days, and who is told apart by them.
class TestVisitorSalts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aWeekAheadIsThere();
    void everyDayHasItsOwn();
    void theyOutliveTheProgram();
    void onlyTheOwnerCanReadTheFile();
    void sharedOnesWin_butADayThatHasBegunKeepsItsOwn();
    void serversThatStartedAloneAgreeFromTheNextDayOn();
    void withoutPostgresTheWeekGoesOn();
    void whatIsOverIsForgotten();
    void aFileThatCannotBeReadIsNone_data();
    void aFileThatCannotBeReadIsNone();
    void saltsThatCannotBeKeptAreUsed_andKeptLater();
    void aVisitorIsSaltSiteAddressAndBrowser();

private:
    QString path() const { return m_folder->filePath(u"salts.json"_s); }
    QByteArray kept() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

constexpr std::int32_t today = 20'000; // 2024-10-04
constexpr Timestamp noon = today * microsPerDay + microsPerDay / 2;

VisitorSalts::ByDay shared(std::int32_t from, unsigned char byte)
{
    VisitorSalts::ByDay salts;
    for (std::int32_t day = from; day <= from + VisitorSalts::daysAhead; ++day)
        salts[day].fill(byte);
    return salts;
}

}

void TestVisitorSalts::aWeekAheadIsThere()
{
    VisitorSalts salts(m_folder->path());
    QVERIFY(!salts.of(today));
    QVERIFY(salts.renew(noon));
    for (std::int32_t day = today; day <= today + 7; ++day)
        QVERIFY(salts.of(day));
    QVERIFY(!salts.of(today + 8));
    QVERIFY(!salts.of(today - 1));
}

void TestVisitorSalts::everyDayHasItsOwn()
{
    VisitorSalts salts(m_folder->path());
    VisitorSalts others(QTemporaryDir().path());
    QVERIFY(salts.renew(noon));
    (void)others.renew(noon); // its folder is gone
    std::set<VisitorSalts::Salt> all;
    for (std::int32_t day = today; day <= today + 7; ++day)
        all.insert({*salts.of(day), *others.of(day)});
    QCOMPARE(all.size(), std::size_t(16));
}

void TestVisitorSalts::theyOutliveTheProgram()
{
    VisitorSalts first(m_folder->path());
    QVERIFY(first.renew(noon));
    const QByteArray file = kept();
    VisitorSalts second(m_folder->path());
    QVERIFY(second.of(today)); // before anything else
    QVERIFY(second.renew(noon + 1));
    for (std::int32_t day = today; day <= today + 7; ++day)
        QCOMPARE(second.of(day), first.of(day));
    QCOMPARE(kept(), file);
}

void TestVisitorSalts::onlyTheOwnerCanReadTheFile()
{
    VisitorSalts salts(m_folder->path());
    QVERIFY(salts.renew(noon));
    QCOMPARE(QFile::permissions(path()) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
}

void TestVisitorSalts::sharedOnesWin_butADayThatHasBegunKeepsItsOwn()
{
    VisitorSalts salts(m_folder->path());
    QVERIFY(salts.renew(noon, shared(today, 1)));
    QCOMPARE(salts.of(today)->front(), 1);
    QVERIFY(salts.renew(noon, shared(today, 2)));
    QCOMPARE(salts.of(today)->front(), 1);
    QCOMPARE(salts.of(today + 1)->front(), 2);
    QVERIFY(salts.renew(noon + microsPerDay, shared(today, 3)));
    QCOMPARE(salts.of(today + 1)->front(), 2);
    QCOMPARE(salts.of(today + 2)->front(), 3);
}

void TestVisitorSalts::serversThatStartedAloneAgreeFromTheNextDayOn()
{
    const QTemporaryDir otherFolder;
    VisitorSalts one(m_folder->path());
    VisitorSalts other(otherFolder.path());
    for (VisitorSalts *salts : {&one, &other}) {
        QVERIFY(salts->renew(noon));
        const auto own = salts->of(today);
        QVERIFY(salts->renew(noon, shared(today, 1)));
        QCOMPARE(salts->of(today), own);
    }
    QVERIFY(one.of(today) != other.of(today));
    for (std::int32_t day = today + 1; day <= today + 7; ++day)
        QCOMPARE(one.of(day), other.of(day));
}

void TestVisitorSalts::withoutPostgresTheWeekGoesOn()
{
    VisitorSalts salts(m_folder->path());
    for (int days = 0; days < 30; ++days) {
        const auto before = salts.of(today + days);
        QVERIFY(salts.renew(noon + days * microsPerDay));
        QVERIFY(salts.of(today + days));
        if (days > 0)
            QCOMPARE(salts.of(today + days), before);
    }
}

void TestVisitorSalts::whatIsOverIsForgotten()
{
    VisitorSalts salts(m_folder->path());
    QVERIFY(salts.renew(noon));
    const VisitorSalts::Salt salt = *salts.of(today);
    const QByteArray hex = QByteArray(reinterpret_cast<const char *>(salt.data()), qsizetype(salt.size())).toHex();
    QVERIFY(salts.renew(noon + microsPerDay));
    QVERIFY(kept().contains(hex)); // for what came just before midnight
    QVERIFY(salts.renew((today + 2) * microsPerDay));
    QVERIFY(!salts.of(today));
    QVERIFY(!kept().contains(hex));
    QVERIFY(kept().contains("2024-10-05"));
    VisitorSalts again(m_folder->path());
    QVERIFY(!again.of(today));
}

void TestVisitorSalts::aFileThatCannotBeReadIsNone_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("not JSON") << QByteArray("salt");
    QTest::newRow("another version") << QByteArray(R"({"v":2,"salts":[]})");
    QTest::newRow("short salt") << QByteArray(R"({"v":1,"salts":[{"day":"2024-10-04","salt":"ab"}]})");
    QTest::newRow("no day") << QByteArray(R"({"v":1,"salts":[{"day":"today","salt":")" + QByteArray(64, 'a') + R"("}]})");
}

void TestVisitorSalts::aFileThatCannotBeReadIsNone()
{
    QFETCH(QByteArray, content);
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    VisitorSalts salts(m_folder->path());
    QVERIFY(!salts.of(today));
    QVERIFY(salts.renew(noon));
    QCOMPARE(VisitorSalts(m_folder->path()).of(today), salts.of(today));
}

void TestVisitorSalts::saltsThatCannotBeKeptAreUsed_andKeptLater()
{
    const QString folder = m_folder->filePath(u"later"_s);
    VisitorSalts salts(folder);
    QVERIFY(!salts.renew(noon));
    const auto salt = salts.of(today);
    QVERIFY(salt);
    QVERIFY(QDir().mkdir(folder));
    QVERIFY(salts.renew(noon));
    QCOMPARE(VisitorSalts(folder).of(today), salt);
}

void TestVisitorSalts::aVisitorIsSaltSiteAddressAndBrowser()
{
    const VisitorSalts::ByDay salts = shared(today, 1);
    VisitorSalts::Salt another = salts.at(today);
    another.back() = 2;
    const VisitorSalts::Salt &salt = salts.at(today);
    const QHostAddress address(u"192.0.2.1"_s);
    const std::string visitor = visitorId(salt, "shop", address, "Firefox");
    QVERIFY(QRegularExpression(u"^~[0-9a-f]{32}$"_s).match(QString::fromStdString(visitor)).hasMatch());
    QCOMPARE(visitorId(salt, "shop", QHostAddress(u"::ffff:192.0.2.1"_s), "Firefox"), visitor);
    const std::set<std::string> all {visitor, visitorId(another, "shop", address, "Firefox"),
        visitorId(salt, "blog", address, "Firefox"), visitorId(salt, "shop", QHostAddress(u"192.0.2.2"_s), "Firefox"),
        visitorId(salt, "shop", QHostAddress(u"2001:db8::1"_s), "Firefox"), visitorId(salt, "shop", address, "Chrome"),
        visitorId(salt, "shop", address, {})};
    QCOMPARE(all.size(), std::size_t(7));
}

QTEST_GUILESS_MAIN(TestVisitorSalts)
#include "tst_visitorsalts.moc"
