#include "server/ingest/sourcenames.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace footfall::server;
using namespace Qt::StringLiterals;

class TestSourceNames : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfTheList_data();
    void areThoseOfTheList();
    void theListSaysEachOnce();
};

void TestSourceNames::areThoseOfTheList_data()
{
    QTest::addColumn<QByteArray>("said");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char *said, const char *name) { QTest::newRow(said) << QByteArray(said) << QByteArray(name); };
    for (const char *google : {"google", "Google", "google.com", "www.google.co.uk", "google.com.au", "google.de",
             "com.google.android.googlequicksearchbox"})
        row(google, "google");
    for (const char *facebook : {"facebook", "Facebook", "facebook.com", "m.facebook.com", "l.facebook.com", "lm.facebook.com", "fb"})
        row(facebook, "facebook");
    for (const char *twitter : {"t.co", "twitter.com", "mobile.twitter.com", "x.com", "Twitter"})
        row(twitter, "twitter");
    for (const char *reddit : {"reddit.com", "out.reddit.com", "old.reddit.com", "www.reddit.com"})
        row(reddit, "reddit");
    row("com.google.android.gm", "gmail");
    row("mail.google.com", "gmail");
    row("news.ycombinator.com", "hn");
    row("hn", "hn");
    row("lnkd.in", "linkedin");
    row("m.youtube.com", "youtube");
    row("l.instagram.com", "instagram");
    row("pinterest.co.uk", "pinterest");
    row("de.pinterest.com", "pinterest");
    row("yandex.com.tr", "yandex");
    row("ya.ru", "yandex");
    row("de.search.yahoo.com", "yahoo");
    row("us.mail.yahoo.com", "yahoo mail");
    row("www.bing.com", "bing");
    row("html.duckduckgo.com", "duckduckgo");
    row("m.baidu.com", "baidu");
    // Not of the list.
    row("blog.example", "blog.example");
    row("Spring Newsletter", "spring newsletter");
    row("\xc3\x84ndern", "\xc3\xa4ndern");
    row("google.attacker.example", "google.attacker.example");
    row("google.example", "google.example");
    row("notfacebook.com", "notfacebook.com");
    row("facebook.com.example", "facebook.com.example");
    row("docs.google.com", "docs.google.com");
    row("a.co", "a.co");
    row("co.uk", "co.uk");
    row("com", "com");
    row(".", ".");
    row("..", "..");
    row(".facebook.com", "facebook");
    const QByteArray hostile = QByteArray("a.").repeated(120) + "facebook.com";
    row(hostile, "facebook");
    row("", "");
}

void TestSourceNames::areThoseOfTheList()
{
    QFETCH(QByteArray, said);
    QTEST(QByteArray::fromStdString(sourceName(said.toStdString())), "name");
}

// Who mends the list sees at once what is wrong with it.
void TestSourceNames::theListSaysEachOnce()
{
    QFile file(QStringLiteral(FOOTFALL_SOURCE_DIR "/resources/sources/sources.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QSet<QByteArray> hosts;
    int names = 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        ++names;
        const qsizetype end = line.indexOf("  ");
        QVERIFY2(end > 0, line);
        QCOMPARE(line.toLower(), line);
        QVERIFY2(!hosts.contains(line.first(end)), line);
        hosts += line.first(end);
        for (const QByteArray &host : line.sliced(end).simplified().split(' ')) {
            QVERIFY2(!hosts.contains(host) && !host.startsWith("www.") && (!host.startsWith('.') || host.count('.') <= 4), host);
            hosts += host;
            if (!host.contains('*'))
                QCOMPARE(sourceName((host.startsWith('.') ? host.sliced(1) : host).toStdString()), line.first(end).toStdString());
        }
    }
    QVERIFY(names > 20);
}

QTEST_APPLESS_MAIN(TestSourceNames)
#include "tst_sourcenames.moc"
