#include "common/event/pagepath.h"

#include <QTest>

#include <random>

using namespace footfall;

class TestPagePath : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasOneForm_data();
    void hasOneForm();
    void keepsItsForm();
    void isReadable_data();
    void isReadable();
    void losesItsTrailingSlash_data();
    void losesItsTrailingSlash();
};

void TestPagePath::hasOneForm_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("normalized");
    const auto row = [](const char *name, const char *path, const char *normalized) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(normalized);
    };
    row("nothing to do", "/a/b-c_d.html", "/a/b-c_d.html");
    row("no slash", "altman.html", "altman.html");
    row("empty", "", "");
    row("small digits", "/caf%c3%a9", "/café");
    row("large digits", "/caf%C3%A9", "/café");
    row("as it is", "/café", "/café");
    row("two, three and four bytes", "/%C2%BF%E6%97%A5%F0%9F%98%80", "/¿日😀");
    row("letters, digits and signs that need none", "/%41%7a%30%2D%2e%5F%7E", "/Az0-._~");
    row("a slash, which would be another path", "/a%2fb", "/a%2Fb");
    row("what begins a query or a part", "/%3f%23", "/%3F%23");
    row("a space", "/a%20b", "/a%20b");
    row("a space as it is", "/a b", "/a b");
    row("a plus is one", "/a+b", "/a+b");
    row("a percent sign", "/100%25", "/100%25");
    row("once, not twice", "/%25%34%31 %2541", "/%2541 %2541");
    row("no digits", "/%", "/%");
    row("one digit", "/%4", "/%4");
    row("no hexadecimal digits", "/%zz%4g", "/%zz%4g");
    row("digits that would make one of a stray sign", "/%%34%31 /%4%31", "/%%341 /%4%31");
    row("not UTF-8", "/caf%e9", "/caf%E9");
    row("an end that is missing", "/%e6%97", "/%E6%97");
    row("a middle that is missing", "/%e6x%97%a5", "/%E6x%97%A5");
    row("longer than need be", "/%c0%af%e0%80%af%f0%80%80%af", "/%C0%AF%E0%80%AF%F0%80%80%AF");
    row("a surrogate", "/%ed%a0%80", "/%ED%A0%80");
    row("beyond Unicode", "/%f4%90%80%80", "/%F4%90%80%80");
    row("zero and control characters", "/%00%0a%7f%c2%85", "/%00%0A%7F%C2%85");
    row("a space of another kind", "/%c2%a0%e3%80%80", "/%C2%A0%E3%80%80");
    row("what turns the writing round", "/%e2%80%ae", "/%E2%80%AE");
    row("private, and no character", "/%ee%80%80%ef%bf%bf%f0%9f%bf%bf", "/%EE%80%80%EF%BF%BF%F0%9F%BF%BF");
    row("a query and a hash route", "/a%7e?p=%c3%a9&q=%26#/%7eb", "/a~?p=é&q=%26#/~b");
}

void TestPagePath::hasOneForm()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, normalized);
    QCOMPARE(QByteArray::fromStdString(normalizedPath(path.toStdString())), normalized);
}

// Or nobody could ask for what was counted.
void TestPagePath::keepsItsForm()
{
    const unsigned seed = std::random_device()();
    qInfo("seed %u", seed);
    std::mt19937 random(seed);
    const std::string_view pieces[] = {"%", "%", "3", "4", "1", "C", "a", "%c3", "%A9", "%e2%80", "%9f", "/", "é", "%25", "%7E", "g", "?", "@"};
    for (int i = 0; i < 20'000; ++i) {
        std::string path;
        for (auto n = random() % 12; n > 0; --n)
            path += pieces[random() % std::size(pieces)];
        const std::string normalized = normalizedPath(path);
        QVERIFY2(normalized.size() <= path.size(), path.c_str());
        QVERIFY2(normalizedPath(normalized) == normalized, path.c_str());
        QVERIFY2(!QString::fromStdString(normalized).contains(QChar::ReplacementCharacter), path.c_str());
    }
}

void TestPagePath::isReadable_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("readable");
    const auto row = [](const char *name, const char *path, const char *readable) {
        QTest::newRow(name) << QByteArray(path) << QByteArray(readable);
    };
    row("letters", "/caf%C3%A9", "/café");
    row("signs without a meaning", "/a%20b%22%3C%3e%7B", "/a b\"<>{");
    row("signs with one", "/a%2Fb%3Fc%23d%26%25", "/a%2Fb%3Fc%23d%26%25");
    row("what cannot be seen", "/%00%E2%80%AE", "/%00%E2%80%AE");
}

void TestPagePath::isReadable()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, readable);
    QCOMPARE(QByteArray::fromStdString(readablePath(path.toStdString())), readable);
}

void TestPagePath::losesItsTrailingSlash_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("dropped");
    const auto row = [](const char *path, const char *dropped) {
        QTest::newRow(path) << QByteArray(path) << QByteArray(dropped);
    };
    row("/", "/");
    row("/about/", "/about");
    row("/about", "/about");
    row("/a/b//", "/a/b");
    row("//", "/");
    row("", "");
    row("page1/", "page1");
    row("/blog/?p=1/", "/blog?p=1/");
    row("/app/#/about/", "/app#/about/");
    row("?p=1", "?p=1");
}

void TestPagePath::losesItsTrailingSlash()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, dropped);
    std::string text = path.toStdString();
    dropTrailingSlash(text);
    QCOMPARE(QByteArray::fromStdString(text), dropped);
}

QTEST_APPLESS_MAIN(TestPagePath)
#include "tst_pagepath.moc"
