#include "server/http/contentencoding.h"
#include "tests/support/gzip.h"

#include <QTest>

using namespace footfall;
using namespace footfall::server;

class TestContentEncoding : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void decodes_data();
    void decodes();
    void refuses_data();
    void refuses();
    void aBombIsRefusedWithoutMakingIt();
};

namespace {

const QByteArray text = QByteArray("{\"site_id\":\"shop\"}").repeated(100);
constexpr qint64 limit = 1 << 20;

}

void TestContentEncoding::decodes_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::newRow("as it is") << text << QByteArray("identity");
    QTest::newRow("gzip") << gzipped(text) << QByteArray("gzip");
    QTest::newRow("gzip by its old name") << gzipped(text) << QByteArray("x-gzip");
    QTest::newRow("two members") << gzipped(text.first(700)) + gzipped(text.sliced(700)) << QByteArray("gzip");
    QTest::newRow("deflate") << compressed(text, MAX_WBITS) << QByteArray("deflate");
    QTest::newRow("deflate without a header") << compressed(text, -MAX_WBITS) << QByteArray("deflate");
}

void TestContentEncoding::decodes()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, encoding);
    const auto decoded = decodeBody(body, encoding, limit);
    QVERIFY(decoded);
    QCOMPARE(*decoded, text);
    QVERIFY(decodeBody(body, encoding, text.size())); // just as long as it may be
}

void TestContentEncoding::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("encoding");
    QTest::addColumn<int>("status");
    QTest::newRow("another encoding") << text << QByteArray("br") << 415;
    QTest::newRow("two encodings") << gzipped(gzipped(text)) << QByteArray("gzip, gzip") << 415;
    QTest::newRow("no gzip") << text << QByteArray("gzip") << 400;
    QTest::newRow("nothing") << QByteArray() << QByteArray("gzip") << 400;
    QTest::newRow("cut short") << gzipped(text).chopped(1) << QByteArray("gzip") << 400;
    QTest::newRow("more behind it") << gzipped(text) + "x" << QByteArray("gzip") << 400;
    QTest::newRow("damaged") << gzipped(text).replace(20, 4, "....") << QByteArray("gzip") << 400;
    QTest::newRow("no deflate") << text << QByteArray("deflate") << 400;
    QTest::newRow("too long") << gzipped(QByteArray(limit + 1, 'x')) << QByteArray("gzip") << 413;
}

void TestContentEncoding::refuses()
{
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, encoding);
    const auto decoded = decodeBody(body, encoding, limit);
    QVERIFY(!decoded);
    QTEST(decoded.error().status, "status");
}

void TestContentEncoding::aBombIsRefusedWithoutMakingIt()
{
    const QByteArray bomb = gzipped(QByteArray(64 << 20, '0'));
    QVERIFY(bomb.size() < 100'000);
    const auto decoded = decodeBody(bomb, "gzip", limit);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().status, 413);
}

QTEST_APPLESS_MAIN(TestContentEncoding)

#include "tst_contentencoding.moc"
