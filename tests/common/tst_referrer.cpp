#include "common/event/referrer.h"

#include <QTest>

#include <random>

using namespace footfall;

class TestReferrer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isHostAndPath_data();
    void isHostAndPath();
    void keepsItsForm();
    void doesNotGrowTooLong();
};

void TestReferrer::isHostAndPath_data()
{
    QTest::addColumn<QByteArray>("referrer");
    QTest::addColumn<QByteArray>("kept");
    QTest::addColumn<QByteArray>("host");
    const auto row = [](const char *name, const char *referrer, const char *kept, const char *host) {
        QTest::newRow(name) << QByteArray(referrer) << QByteArray(kept) << QByteArray(host);
    };
    row("nothing", "", "", "");
    row("host and path", "https://blog.example/post", "https://blog.example/post", "blog.example");
    row("no path", "https://blog.example", "https://blog.example/", "blog.example");
    row("a query", "https://mail.example/read?u=jane%40mail.example", "https://mail.example/read", "mail.example");
    row("a query without a path", "https://mail.example?u=jane", "https://mail.example/", "mail.example");
    row("a fragment", "https://mail.example/#access_token=T0K3N", "https://mail.example/", "mail.example");
    row("user and password", "https://jane:s3cret@mail.example/", "https://mail.example/", "mail.example");
    row("a user with an at sign", "https://jane@home:x@mail.example/", "https://mail.example/", "mail.example");
    row("an at sign in the path", "https://social.example/@jane", "https://social.example/@jane", "social.example");
    row("capitals", "HTTPS://WWW.Blog.Example/Post", "https://www.blog.example/Post", "blog.example");
    row("the scheme's port", "https://blog.example:443/", "https://blog.example/", "blog.example");
    row("the other scheme's", "http://blog.example:443/", "http://blog.example:443/", "blog.example");
    row("http's", "http://blog.example:80", "http://blog.example/", "blog.example");
    row("a port", "https://blog.example:8443/a", "https://blog.example:8443/a", "blog.example");
    row("no port behind a colon", "https://blog.example:/a", "https://blog.example/a", "blog.example");
    row("two ports", "http://blog.example:80:80", "http://blog.example:80:80/", "blog.example");
    row("ports alone", "http://:443:80", "", "");
    row("an IPv6 address", "http://[2001:DB8::1]/a?b", "http://[2001:db8::1]/a", "[2001:db8::1]");
    row("with a port", "http://[2001:db8::1]:8080/", "http://[2001:db8::1]:8080/", "[2001:db8::1]");
    row("its path's encoding", "https://blog.example/caf%c3%a9", "https://blog.example/café", "blog.example");
    row("an app", "android-app://com.google.android.gm/", "android-app://com.google.android.gm/", "com.google.android.gm");
    row("an app without a slash", "android-app://com.google.android.gm", "android-app://com.google.android.gm/", "com.google.android.gm");
    row("a bare host", "Blog.example", "blog.example", "blog.example");
    row("a bare host with www", "www.blog.example", "www.blog.example", "blog.example");
    row("a dot at its end", "https://www.blog.example./a", "https://www.blog.example./a", "blog.example");
    row("a bare host and a path", "blog.example/a?token=1", "blog.example/a", "blog.example");
    row("a bare host and a user", "jane:x@blog.example/a", "blog.example/a", "blog.example");
    row("without a scheme", "//blog.example/a?token=1", "blog.example/a", "blog.example");
    row("a URL in a query", "google.com/url?q=https://x.example/", "google.com/url", "google.com");
    row("words", "Spring Newsletter", "Spring Newsletter", "");
    row("words and a query", "Newsletter?user=jane", "Newsletter", "");
    row("a file", "file:///home/jane/notes.html", "", "");
    row("a path alone", "/reset/T0K3N", "", "");
    row("a query alone", "?token=T0K3N", "", "");
    row("a port alone", "https://:80/", "", "");
    row("a user alone", "https://jane@/", "", "");
    row("a blank page", "about:blank", "about:blank", "");
    row("a scheme behind a user", "a@https://blog.example", "https//blog.example", "");
}

void TestReferrer::isHostAndPath()
{
    QFETCH(QByteArray, referrer);
    QFETCH(QByteArray, kept);
    QFETCH(QByteArray, host);
    QCOMPARE(QByteArray::fromStdString(normalizedReferrer(referrer.toStdString())), kept);
    QCOMPARE(QByteArray::fromStdString(hostOf(referrer.toStdString())), host);
}

void TestReferrer::keepsItsForm()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const std::string_view pieces[] = {"https://", "HTTP://", "://", "//", "/", ":", ":443", ":80", "@", "?", "#", "A.example", "www.", "%c3%a9",
        "%3f", "[::1]", "]", "x", "."};
    for (int i = 0; i < 20'000; ++i) {
        std::string referrer;
        for (auto n = random() % 8; n > 0; --n)
            referrer += pieces[random() % std::size(pieces)];
        const std::string kept = normalizedReferrer(referrer);
        QVERIFY2(normalizedReferrer(kept) == kept, referrer.c_str());
        QVERIFY2(hostOf(kept) == hostOf(referrer) || kept.empty(), referrer.c_str());
        QVERIFY2(kept.find_first_of("?#") == kept.npos, referrer.c_str());
    }
}

void TestReferrer::doesNotGrowTooLong()
{
    QCOMPARE(normalizedReferrer("https://" + std::string(255, 'a')), "https://" + std::string(255, 'a') + '/');
    QCOMPARE(normalizedReferrer("https://" + std::string(256, 'a') + '/'), std::string());
    QCOMPARE(normalizedReferrer(std::string(2048, 'r')).size(), std::size_t(2048));
}

QTEST_APPLESS_MAIN(TestReferrer)
#include "tst_referrer.moc"
