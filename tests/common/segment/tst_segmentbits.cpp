#include "common/segment/bits.h"
#include "common/segment/ids.h"
#include "common/segment/textnumbers.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <random>

using namespace footfall;

class TestSegmentBits : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_seed = std::random_device()();
        qInfo("seed %u", m_seed);
        m_random.seed(m_seed);
    }

    // As docs/protocol.md has them.
    void haveTheBytesThatAreWrittenDown()
    {
        std::string bytes;
        for (const std::uint64_t number : {0, 127, 128, 300})
            appendVarint(bytes, number);
        QCOMPARE(bytes, std::string("\x00\x7f\x80\x01\xac\x02", 6));
        bytes.clear();
        appendPacked(bytes, std::vector<std::uint64_t> {1, 2, 3, 4}, 3);
        QCOMPARE(bytes, std::string("\xd1\x08", 2)); // 100 011 010 001
        bytes.clear();
        appendPlanes(bytes, std::vector<std::uint32_t> {1, 0x1234, 2}, 0x1234);
        QCOMPARE(bytes, std::string("\x01\x34\x02\x00\x12\x00", 6));
    }

    void varintsAreReadAsTheyWereWritten()
    {
        std::vector<std::uint64_t> numbers {0, 1, std::numeric_limits<std::uint64_t>::max()};
        for (int i = 0; i < 10'000; ++i)
            numbers.push_back(m_random() >> (m_random() % 64));
        std::string bytes;
        for (const std::uint64_t number : numbers)
            appendVarint(bytes, number);
        ByteReader reader(bytes);
        for (const std::uint64_t number : numbers)
            QCOMPARE(reader.varint(), number);
        QVERIFY(reader.isRead());
    }

    void badVarintsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("half of one") << QByteArray("\x80");
        QTest::newRow("65 bits") << QByteArray("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02");
        QTest::newRow("without an end") << QByteArray(40, '\xff');
    }

    void badVarintsAreRefused()
    {
        QFETCH(const QByteArray, bytes);
        ByteReader reader(std::string_view(bytes.data(), std::size_t(bytes.size())));
        QCOMPARE(reader.varint(), std::uint64_t(0));
        QVERIFY(reader.isBad());
        QVERIFY(!reader.isRead());
        QCOMPARE(reader.byte(), std::uint8_t(0));
        QCOMPARE(reader.number32(), std::uint32_t(0));
    }

    void packedNumbersAreReadAsTheyWereWritten()
    {
        for (int width = 0; width <= 64; ++width) {
            std::vector<std::uint64_t> numbers(m_random() % 300);
            for (std::uint64_t &number : numbers)
                number = width == 0 ? 0 : m_random() >> (64 - width);
            std::string bytes = "before";
            appendPacked(bytes, numbers, width);
            const std::string_view packed = std::string_view(bytes).substr(6);
            QCOMPARE(packed.size(), packedSize(numbers.size(), width));
            for (std::size_t i = 0; i < numbers.size() && width > 0; ++i)
                QCOMPARE(packedAt(packed, i, width), numbers[i]);
        }
    }

    void ascendingNumbersAreReadAsTheyWereWritten_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("bits");
        for (const int count : {0, 1, 127, 128, 129, 1'000, 4'095, 4'096, 100'000}) {
            for (const int bits : {20, 40, 64})
                QTest::addRow("%d of %d bits", count, bits) << count << bits;
        }
    }

    void ascendingNumbersAreReadAsTheyWereWritten()
    {
        QFETCH(const int, count);
        QFETCH(const int, bits);
        std::vector<std::uint64_t> numbers(std::size_t(count), 0), read;
        for (std::uint64_t &number : numbers)
            number = m_random() >> (64 - bits);
        if (count > 1) {
            numbers.front() = 0;
            numbers.back() = ~std::uint64_t(0);
        }
        std::sort(numbers.begin(), numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
        std::string bytes;
        appendAscending(bytes, numbers);
        QVERIFY(readAscending(bytes, numbers.size(), read));
        QVERIFY(read == numbers);
        if (numbers.size() > 1'000)
            QVERIFY(bytes.size() < numbers.size() * 8);
    }

    void numbersThatDoNotAscendAreRefused()
    {
        std::vector<std::uint64_t> read;
        std::string bytes;
        appendAscending(bytes, std::vector<std::uint64_t> {1, 3, 2});
        QVERIFY(!readAscending(bytes, 3, read));
        bytes.clear();
        appendAscending(bytes, std::vector<std::uint64_t> {1, 1});
        QVERIFY(!readAscending(bytes, 2, read));
        QVERIFY(!readAscending(bytes, 3, read));
        QVERIFY(!readAscending(std::string(10'000, '\xff'), 1'000, read));
        QVERIFY(!readAscending({}, std::size_t(1) << 60, read));
        QVERIFY(read.empty());
    }

    // Of columns for which each of the forms is the smallest.
    void idsAreReadAsTheyWereWritten_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("form");
        QTest::newRow("one for all") << 0 << 0;
        QTest::newRow("any") << 1 << 1;
        QTest::newRow("one a user") << 2 << 2;
        QTest::newRow("seldom another") << 3 << 3;
        QTest::newRow("seldom any") << 4 << 4;
    }

    void idsAreReadAsTheyWereWritten()
    {
        QFETCH(const int, kind);
        QFETCH(const int, form);
        for (const std::uint32_t most : {1u, 200u, 255u, 256u, 60'000u, 70'000u, 20'000'000u}) {
            const SegmentLayout layout = anyLayout(5'000);
            std::vector<std::uint32_t> ids(layout.rows);
            const auto any = [&] { return std::uint32_t(m_random() % (most + 1)); };
            const std::uint32_t always = any();
            for (std::uint32_t row = 0; row < layout.rows; ++row)
                ids[row] = kind == 0 ? always : kind == 4 ? m_random() % 50 == 0 ? any() : 0 : any();
            for (std::size_t user = 0; user < layout.users.size() && (kind == 2 || kind == 3); ++user) {
                for (std::uint32_t row = layout.begins[user] + 1; row < layout.begins[user + 1]; ++row) {
                    if (kind == 2 || m_random() % 40 != 0)
                        ids[row] = ids[row - 1];
                }
            }
            std::string bytes;
            appendIds(bytes, layout, ids, most);
            if (most > 1)
                QCOMPARE(int(bytes.front()), form);
            const auto read = readIds(bytes, layout, most);
            QVERIFY(read);
            for (std::uint32_t row = 0; row < layout.rows; ++row)
                QCOMPARE(read->at(row), ids[row]);
            QVERIFY(!readIds(bytes.substr(0, bytes.size() - 1), layout, most));
            QVERIFY(!readIds(bytes + '\0', layout, most));
            QCOMPARE(read->width(), kind == 0 ? 0 : most < 256 ? 1 : most < 65'536 ? 2 : 4);
        }
    }

    void idsOfNoTextAreRefused()
    {
        const SegmentLayout layout {3, 0, 3, {}, {0}};
        QVERIFY(!readIds(std::string("\x00\x05", 2), layout, 4));
        QVERIFY(readIds(std::string("\x00\x05", 2), layout, 5));
        QVERIFY(!readIds("\x01\x02\x05\x01", layout, 4));
        QVERIFY(readIds("\x01\x02\x05\x01", layout, 5));
        QVERIFY(!readIds("\x07\x01\x01\x01", layout, 5)); // of no form
        QVERIFY(!readIds({}, layout, 5));
    }

    void textsAreNumberedInTheirOrder()
    {
        std::vector<std::string> texts;
        for (int i = 0; i < 50'000; ++i)
            texts.push_back("/page/" + std::to_string(i));
        TextNumbers numbers;
        for (int round = 0; round < 3; ++round) {
            for (std::size_t i = 0; i < texts.size() >> (4 * round); ++i)
                QCOMPARE(numbers.add(texts[i]), std::uint32_t(i + 1));
            QCOMPARE(numbers.add(std::string("/page/7")), std::uint32_t(8));
            QCOMPARE(numbers.add({}), std::uint32_t(0));
            QCOMPARE(numbers.texts()[7], std::string_view("/page/7"));
            numbers.clear();
            QVERIFY(numbers.texts().empty());
        }
    }

private:
    SegmentLayout anyLayout(std::uint32_t rows)
    {
        SegmentLayout layout;
        layout.rows = rows;
        layout.humanRows = rows - rows / 20;
        layout.userRows = rows - rows / 10;
        for (std::uint32_t row = 0; row < layout.userRows; row += 1 + std::uint32_t(m_random() % 8)) {
            layout.users.push_back(layout.users.size());
            layout.begins.push_back(row);
        }
        layout.begins.push_back(layout.userRows);
        return layout;
    }

    unsigned m_seed = 0;
    std::mt19937_64 m_random;
};

QTEST_APPLESS_MAIN(TestSegmentBits)
#include "tst_segmentbits.moc"
