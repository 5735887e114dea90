#include "cli/import/importlines.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zlib.h>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;

namespace {

QByteArray gzip(const QByteArray &text)
{
    z_stream stream {};
    deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(
        static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(text.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    return out;
}

}

class TestImportLines : public QObject {
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void readsWhatIsAddedLater();
    void readsOnPastALineThatIsTooLong_data();
    void readsOnPastALineThatIsTooLong();
    void saysThatAGzipFileIsCutShort();
    void saysThatAGzipFileIsBroken();
    void saysWhatCannotBeOpened();

private:
    QString write(const QByteArray &content);
    // Each line; "<too long>" for one that is. On a failure its message ends the list, after "!".
    QByteArrayList linesOf(const QByteArray &content);

    QTemporaryDir m_folder;
};

QString TestImportLines::write(const QByteArray &content)
{
    QFile file(m_folder.filePath(u"log"_s));
    if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
        qFatal("cannot write a temporary file");
    return file.fileName();
}

QByteArrayList TestImportLines::linesOf(const QByteArray &content)
{
    QByteArrayList list;
    auto lines = ImportLines::open(write(content));
    if (!lines)
        return {"!" + lines.error().message.toUtf8()};
    for (;;) {
        const auto line = lines->next();
        if (!line)
            return list << "!" + line.error().message.toUtf8();
        if (!*line)
            return list;
        if ((*line)->number != list.size() + 1)
            return list << "!wrong number";
        list << ((*line)->tooLong
                ? QByteArray("<too long>")
                : QByteArray((*line)->text.data(), static_cast<qsizetype>((*line)->text.size())));
    }
}

void TestImportLines::reads_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArrayList>("lines");

    QByteArray many;
    QByteArrayList manyLines;
    for (int i = 0; i < 60'000; ++i) {
        manyLines << QByteArray::number(i).repeated(i % 7);
        many += manyLines.last() + '\n';
    }
    const QByteArray widest(static_cast<qsizetype>(ImportLines::lengthLimit), 'w');

    QTest::newRow("nothing") << QByteArray() << QByteArrayList();
    QTest::newRow("one") << QByteArray("a\n") << QByteArrayList {"a"};
    QTest::newRow("last without an end") << QByteArray("a\nb") << QByteArrayList {"a", "b"};
    QTest::newRow("empty ones") << QByteArray("\n\na\n\n") << QByteArrayList {"", "", "a", ""};
    QTest::newRow("carriage returns") << QByteArray("a\r\nb\rc\r\n\r\n") << QByteArrayList {"a", "b\rc", ""};
    QTest::newRow("a zero byte within") << QByteArray("a\0b\n", 4) << QByteArrayList {QByteArray("a\0b", 3)};
    const QByteArray zeros(4096, '\0');
    QTest::newRow("zero bytes after copytruncate") << zeros + "a\nb\n" << QByteArrayList {"a", "b"};
    QTest::newRow("zero bytes after a power failure") << "a\n" + zeros + "b\n" + zeros << QByteArrayList {"a", "b"};
    QTest::newRow("more of them than a line may have") << QByteArray(5'000'000, '\0') + "a\n" << QByteArrayList {"a"};
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf" "a\n\xef\xbb\xbf" "b\n")
                                     << QByteArrayList {"a", "\xef\xbb\xbf" "b"};
    QTest::newRow("many") << many << manyLines;
    QTest::newRow("gzip") << gzip(many) << manyLines;
    QTest::newRow("gzip of two members, cut within a line")
        << gzip(many.first(100'003)) + gzip(many.mid(100'003)) << manyLines;
    QTest::newRow("empty gzip") << gzip({}) << QByteArrayList();
    QTest::newRow("as long as may be") << widest + '\n' + widest << QByteArrayList {widest, widest};
}

void TestImportLines::reads()
{
    QFETCH(QByteArray, content);
    QFETCH(QByteArrayList, lines);
    QVERIFY(linesOf(content) == lines);
}

void TestImportLines::readsWhatIsAddedLater()
{
    const QString name = write("");
    auto lines = ImportLines::open(name);
    QVERIFY(lines);
    lines->setGrowing(true);
    QFile file(name);
    QVERIFY(file.open(QFile::Append | QFile::Unbuffered));
    const auto next = [&] {
        const auto line = lines->next();
        return !line ? "!" + line.error().message.toUtf8()
            : !*line ? QByteArray("<end>")
                     : QByteArray((*line)->text.data(), static_cast<qsizetype>((*line)->text.size()));
    };
    QCOMPARE(next(), "<end>");
    file.write("o");
    QCOMPARE(next(), "<end>");
    file.write("ne\ntwo\nthr");
    QCOMPARE(next(), "one");
    QCOMPARE(next(), "two");
    QCOMPARE(next(), "<end>");
    QCOMPARE(next(), "<end>");
    file.write("ee\nfo");
    QCOMPARE(next(), "three");
    QCOMPARE(next(), "<end>");
    lines->setGrowing(false);
    QCOMPARE(next(), "fo");
    QCOMPARE(next(), "<end>");
}

void TestImportLines::readsOnPastALineThatIsTooLong_data()
{
    QTest::addColumn<qsizetype>("length");
    for (const qsizetype length : {1, 2, 262'143, 262'144, 262'145, 5'000'000})
        QTest::addRow("%lld over", static_cast<long long>(length))
            << length + static_cast<qsizetype>(ImportLines::lengthLimit);
}

void TestImportLines::readsOnPastALineThatIsTooLong()
{
    QFETCH(qsizetype, length);
    const QByteArray wide(length, 'w');
    QCOMPARE(linesOf("a\n" + wide + "\nb\n" + wide), (QByteArrayList {"a", "<too long>", "b", "<too long>"}));
}

void TestImportLines::saysThatAGzipFileIsCutShort()
{
    const QByteArray whole = gzip("one\ntwo\nthree\n");
    const QByteArrayList lines = linesOf(whole.chopped(9));
    QVERIFY(!lines.isEmpty());
    QCOMPARE(lines.last(), "!the gzip file is cut short");
}

void TestImportLines::saysThatAGzipFileIsBroken()
{
    QByteArray whole = gzip("one\ntwo\nthree\n");
    whole[whole.size() - 6] = static_cast<char>(whole[whole.size() - 6] ^ 1); // in the checksum
    QVERIFY(linesOf(whole).last().startsWith("!"));
}

void TestImportLines::saysWhatCannotBeOpened()
{
    const auto missing = ImportLines::open(m_folder.filePath(u"missing"_s));
    QVERIFY(!missing);
    QVERIFY(!missing.error().message.isEmpty());
    const auto folder = ImportLines::open(m_folder.path());
    QVERIFY(!folder);
    QCOMPARE(folder.error().message, u"it is a directory"_s);
}

QTEST_GUILESS_MAIN(TestImportLines)
#include "tst_importlines.moc"
