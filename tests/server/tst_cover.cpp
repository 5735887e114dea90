#include "server/stats/cover.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace footfall;
using namespace footfall::server;

class TestCover : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isAsFewAsThereCanBe_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::addColumn<QByteArray>("end");
        QTest::addColumn<QByteArray>("counts"); // months, days, slots
        const auto row = [](const char *begin, const char *end, const char *counts) {
            QTest::addRow("%s to %s", begin, end) << QByteArray(begin) << QByteArray(end) << QByteArray(counts);
        };
        row("2025-11-15T10:00:00Z", "2025-11-15T10:00:00Z", "0 0 0");
        row("2025-11-15T10:00:00Z", "2025-11-15T10:15:00Z", "0 0 1");
        row("2025-11-15T00:00:00Z", "2025-11-16T00:00:00Z", "0 1 0");
        row("2025-11-15T00:00:00Z", "2025-11-15T23:45:00Z", "0 0 95");
        row("2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z", "1 0 0");
        row("2025-02-01T00:00:00Z", "2025-02-28T00:00:00Z", "0 27 0");
        row("2024-11-01T00:00:00Z", "2025-11-01T00:00:00Z", "12 0 0");
        row("2024-11-15T18:15:00Z", "2025-11-15T18:15:00Z", "11 29 96");
        row("2025-12-31T23:45:00Z", "2026-01-01T00:15:00Z", "0 0 2");
    }

    void isAsFewAsThereCanBe()
    {
        QFETCH(const QByteArray, begin);
        QFETCH(const QByteArray, end);
        const Cover cover = Cover::of(*parseTimestamp(begin.toStdString()), *parseTimestamp(end.toStdString()));
        const QByteArray counts = QByteArray::number(qsizetype(cover.months.size())) + ' '
            + QByteArray::number(qsizetype(cover.days.size())) + ' ' + QByteArray::number(qsizetype(cover.slots.size()));
        QTEST(counts, "counts");
    }

    void isTheWholeRangeAndNothingTwice()
    {
        std::mt19937 random(7);
        for (int i = 0; i < 500; ++i) {
            const Timestamp begin = Timestamp(random() % 2'000'000) * microsPerSlot;
            const Timestamp end = begin + Timestamp(random() % (1u << random() % 17)) * microsPerSlot;
            const Cover cover = Cover::of(begin, end);
            std::vector<std::pair<Timestamp, Timestamp>> parts;
            for (const Timestamp month : cover.months)
                parts.emplace_back(month, startOfMonth(month + 31 * microsPerDay));
            for (const Timestamp day : cover.days)
                parts.emplace_back(day, day + microsPerDay);
            for (const Timestamp slot : cover.slots)
                parts.emplace_back(slot, slot + microsPerSlot);
            std::sort(parts.begin(), parts.end());
            Timestamp at = begin;
            for (const auto &[from, to] : parts) {
                QCOMPARE(from, at);
                at = to;
            }
            QCOMPARE(at, end);
        }
    }
};

QTEST_APPLESS_MAIN(TestCover)

#include "tst_cover.moc"
