#include "common/csv/reader.h"

#include <QStringList>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;

class TestCsvReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void records_data()
    {
        QTest::addColumn<QList<QByteArray>>("lines");
        QTest::addColumn<QList<QStringList>>("records");

        const auto row = [](const char *name, const QList<QByteArray> &lines, const QList<QStringList> &records) {
            QTest::newRow(name) << lines << records;
        };
        row("plain", {"a,b,c"}, {{u"a"_s, u"b"_s, u"c"_s}});
        row("empty fields", {",a,"}, {{u""_s, u"a"_s, u""_s}});
        row("an empty line", {""}, {{u""_s}});
        row("quoted", {"\"a,b\",\"\",c"}, {{u"a,b"_s, u""_s, u"c"_s}});
        row("doubled quotes", {"\"say \"\"hi\"\"\",\"\"\"\""}, {{u"say \"hi\""_s, u"\""_s}});
        row("a line end within", {"\"a", "b\",c", "d"}, {{u"a\nb"_s, u"c"_s}, {u"d"_s}});
        row("an empty line within", {"\"a", "", "b\""}, {{u"a\n\nb"_s}});
        row("a quote that ends and begins", {"\"a\"\"", "\"\"b\""}, {{u"a\"\n\"b"_s}});
        row("a quote in the middle", {"a\"b,\"c\"d"}, {{u"a\"b"_s, u"cd"_s}});
        row("one that does not end", {"a", "\"b,c"}, {{u"a"_s}});
    }
    void records()
    {
        QFETCH(QList<QByteArray>, lines);
        QFETCH(QList<QStringList>, records);
        CsvReader csv;
        QList<QStringList> read;
        for (const QByteArray &line : lines) {
            const auto isWhole = csv.take({line.constData(), std::size_t(line.size())});
            QVERIFY(isWhole);
            QCOMPARE(*isWhole, !csv.isWithin());
            if (!*isWhole)
                continue;
            read.emplace_back();
            for (const std::string &field : csv.fields())
                read.back() += QString::fromStdString(field);
        }
        QCOMPARE(read, records);
    }

    // A quote that is never closed takes no more memory than a line may.
    void aRecordIsBounded()
    {
        CsvReader csv;
        QVERIFY(csv.take("\"begins"));
        const std::string line(100'000, 'x');
        int lines = 0;
        while (csv.take(line))
            QVERIFY(++lines < 11);
        QCOMPARE(lines, 10);
        QVERIFY(!csv.isWithin());
        QVERIFY(csv.take("a,b").value());
        QCOMPARE(csv.fields().size(), 2u);
    }
};

QTEST_APPLESS_MAIN(TestCsvReader)

#include "tst_csvreader.moc"
