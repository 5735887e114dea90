#include "common/userset.h"

#include <QRandomGenerator>
#include <QTest>

#include <random>
#include <set>

using namespace footfall;

class TestUserSet : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // Far apart, close together and in rows, united in any order, through its bytes and back.
    void isTheSetOfItsNumbers()
    {
        const quint32 seed = QRandomGenerator::global()->generate();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        for (int round = 0; round < 50; ++round) {
            std::set<std::uint32_t> expected;
            UserSet all;
            for (int part = 0; part < 5; ++part) {
                UserSet set;
                const std::uint32_t most = 1u << random() % 23;
                const auto row = std::uint32_t(random() % 3 == 0 ? 1 + random() % 300 : 1);
                for (std::uint32_t i = 0; i < 100; ++i) {
                    const std::uint32_t first = std::uint32_t(random()) % most;
                    for (std::uint32_t number = first; number < first + row; ++number) {
                        set.add(number);
                        expected.insert(number);
                    }
                }
                const auto read = UserSet::read(set.bytes());
                QVERIFY(read && *read == set);
                all.add(*read);
                if (random() % 2)
                    QCOMPARE(all.size(), expected.size());
            }
            QCOMPARE(all.numbers(), std::vector(expected.begin(), expected.end()));
            UserSet one;
            one.add(*expected.begin());
            QCOMPARE(all.sizeWithout(one), expected.size() - 1);
            QCOMPARE(one.sizeWithout(all), 0u);
        }
    }

    // As docs/protocol.md says: what another Roaring library writes.
    void isThePortableFormat()
    {
        UserSet set;
        for (const std::uint32_t number : {0u, 2u, 65'536u})
            set.add(number);
        QCOMPARE(QByteArray::fromStdString(set.bytes()).toHex(),
            "3a300000" "02000000" "00000100" "01000000" "18000000" "1c000000" "00000200" "0000");
    }

    void whatIsNoSetIsRefused()
    {
        UserSet set;
        for (std::uint32_t number = 0; number < 100'000; number += 7)
            set.add(number);
        const std::string bytes = set.bytes();
        QVERIFY(!UserSet::read(""));
        QVERIFY(!UserSet::read("no set"));
        for (const std::size_t length : {std::size_t(3), std::size_t(9), bytes.size() / 2, bytes.size() - 1})
            QVERIFY(!UserSet::read(std::string_view(bytes).substr(0, length)));
    }
};

QTEST_APPLESS_MAIN(TestUserSet)

#include "tst_userset.moc"
