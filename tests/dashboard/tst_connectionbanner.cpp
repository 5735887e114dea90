#include "dashboard/widgets/connectionbanner.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;
using Kind = Failure::Kind;

class TestConnectionBanner : public QObject {
    Q_OBJECT
private slots:
    void says_data();
    void says();
    void countsDown();
    void asksToTryNow();
};

void TestConnectionBanner::says_data()
{
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("unreachable") << Failure {Kind::Unreachable, u"Connection refused"_s} << qint64(4)
                                 << u"Cannot reach http://127.0.0.1:4000: Connection refused. Next try in 4 s."_s;
    QTest::newRow("refused")
        << Failure {Kind::Refused, u"PostgreSQL is away (503)"_s, 5} << qint64(5)
        << u"http://127.0.0.1:4000 cannot answer: PostgreSQL is away (503). Next try in 5 s."_s;
    QTest::newRow("malformed")
        << Failure {Kind::Malformed, u"total_views: missing"_s} << qint64(0)
        << u"The answer of http://127.0.0.1:4000 cannot be used: total_views: missing. Trying now."_s;
}

void TestConnectionBanner::says()
{
    QFETCH(Failure, failure);
    QFETCH(qint64, seconds);
    // Whoever looks over one's shoulder learns no password.
    QTEST(bannerText(QUrl(u"http://me:secret@127.0.0.1:4000/"_s), failure, seconds), "text");
}

void TestConnectionBanner::countsDown()
{
    QDateTime now = QDateTime::currentDateTimeUtc();
    ConnectionBanner banner([&now] { return now; });
    banner.setUrl(QUrl(u"http://x"_s));
    auto *text = banner.findChild<QLabel *>(u"bannerText"_s);
    QVERIFY(!banner.isVisible());
    banner.showFailure({Kind::Unreachable, u"gone"_s}, now.addMSecs(1600));
    QVERIFY(banner.isVisible());
    QCOMPARE(text->text(), u"Cannot reach http://x: gone. Next try in 2 s."_s);
    QCOMPARE(banner.accessibleDescription(), text->text());
    now = now.addMSecs(700);
    QTRY_COMPARE(text->text(), u"Cannot reach http://x: gone. Next try in 1 s."_s);
    now = now.addMSecs(1000);
    QTRY_COMPARE(text->text(), u"Cannot reach http://x: gone. Trying now."_s);
    banner.showFailure({Kind::Unreachable, u"gone"_s}, {});
    QCOMPARE(text->text(), u"Cannot reach http://x: gone. Paused: not tried again."_s);
}

void TestConnectionBanner::asksToTryNow()
{
    ConnectionBanner banner(systemClock());
    QSignalSpy asked(&banner, &ConnectionBanner::tryNow);
    QTest::mouseClick(banner.findChild<QPushButton *>(u"tryNow"_s), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
}

QTEST_MAIN(TestConnectionBanner)
#include "tst_connectionbanner.moc"
