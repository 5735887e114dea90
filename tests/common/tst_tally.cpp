#include "common/tally.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <random>

using namespace footfall;

class TestTally : public QObject {
    Q_OBJECT

private slots:
    // As docs/protocol.md has them.
    void hasTheBytesThatAreWrittenDown()
    {
        const std::vector<Tallied> values {{0, 2}, {1, 300}, {131, 1}};
        QCOMPARE(tallyBytes(values), std::string("\x00\x02\x00\xac\x02\x81\x01\x01", 8));
    }

    void isAddedToWhatIsThere()
    {
        std::vector<std::int64_t> views {1, 0, 5};
        QVERIFY(addTally(tallyBytes(std::vector<Tallied> {{0, 2}, {2, INT64_C(1) << 40}}), views));
        QCOMPARE(views, (std::vector<std::int64_t> {3, 0, (INT64_C(1) << 40) + 5}));
        QVERIFY(addTally({}, views));
    }

    void isReadAsItWasWritten()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 200; ++round) {
            std::vector<std::int64_t> expected(random() % 5'000 + 1), views(expected.size());
            std::vector<Tallied> values;
            for (std::uint32_t number = 0; number < expected.size(); ++number) {
                if (random() % (1 + unsigned(round)) == 0)
                    values.push_back({number, expected[number] = std::int64_t(random() >> random() % 32) + 1});
            }
            QVERIFY(addTally(tallyBytes(values), views));
            QVERIFY(views == expected);
            QVERIFY(readTally(tallyBytes(values)) == values);
        }
    }

    void otherBytesAreRefused()
    {
        std::vector<std::int64_t> views(10);
        QVERIFY(!addTally(std::string_view("\x00", 1), views)); // a number without views
        QVERIFY(!addTally("\x0a\x01", views)); // there is no number 10
        QVERIFY(!addTally(std::string_view("\x09\x01\x00\x01", 4), views));
        QVERIFY(!addTally(std::string_view("\x00\x80", 2), views)); // half a number
        QVERIFY(!addTally(std::string(20, '\xff'), views));
        QVERIFY(!readTally(std::string_view("\x00", 1)));
    }
};

QTEST_APPLESS_MAIN(TestTally)
#include "tst_tally.moc"
