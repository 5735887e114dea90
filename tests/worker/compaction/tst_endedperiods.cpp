#include "common/userset.h"
#include "tests/support/postgres.h"
#include "tests/worker/compaction/plaincounts.h"
#include "tests/worker/compaction/segmentwriter.h"
#include "worker/compaction/compactor.h"

#include <QTest>

using namespace footfall;
using namespace footfall::worker;

namespace {

constexpr std::int32_t today = 20'400; // 2025-11-08
const Clock noon = [] { return today * microsPerDay + microsPerDay / 2; };
constexpr Compactor::Delays atOnce {1, 0, 0};

QByteArray bytesOf(const QByteArray &hex)
{
    return QByteArray::fromHex(hex);
}

std::string_view view(const QByteArray &bytes)
{
    return {bytes.constData(), std::size_t(bytes.size())};
}

}

class TestEndedPeriods : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database; // of each test
    std::vector<Event> m_events; // that were written

    using Period = std::tuple<std::string, std::string, std::int32_t>; // site, its name, first day

    qint64 number(const QByteArray &sql) const { return m_database->number(sql); }
    void write(SegmentWriter &writer, std::vector<Event> events)
    {
        writer.write(events);
        m_events.insert(m_events.end(), events.begin(), events.end());
    }
    std::map<Period, PlainCounts> plain() const
    {
        std::map<Period, PlainCounts> periods;
        for (const Event &event : m_events) {
            const std::int32_t day = utcDay(event.timestamp), month = utcDay(startOfMonth(event.timestamp));
            if (day < today)
                periods[{event.siteId, "day", day}].add(event);
            if (month < utcDay(startOfMonth(today * microsPerDay)))
                periods[{event.siteId, "month", month}].add(event);
        }
        return periods;
    }
    // How many ended periods are kept with all their events.
    qint64 kept() const
    {
        const QByteArray ended = "SELECT site_id, 'day' AS period, day AS start, events, bots FROM daily"
            " UNION ALL SELECT site_id, 'month', date_trunc('month', day)::date, sum(events), sum(bots) FROM daily GROUP BY 1, 3";
        return number("SELECT count(*) FROM (" + ended + ") AS p JOIN ended_periods AS k USING (site_id, period, start)"
                      " WHERE k.events = p.events AND k.bots = p.bots");
    }
    void compareWithThePlainList()
    {
        const auto periods = plain();
        QTRY_COMPARE_WITH_TIMEOUT(kept(), qint64(periods.size()), 60'000);

        std::map<Period, std::map<std::string, ValueSummary>> summaries;
        for (const auto &row : queryRows(m_database->url,
                 "SELECT site_id, period, start - DATE '1970-01-01', dimension, encode(body, 'hex') FROM summaries")) {
            const QByteArray body = bytesOf(row[4]);
            auto summary = readSummary(view(body));
            QVERIFY(summary);
            summaries[{row[0].toStdString(), row[1].toStdString(), row[2].toInt()}].emplace(row[3].toStdString(), std::move(*summary));
        }
        QCOMPARE(summaries.size(), periods.size());
        for (const auto &[period, counts] : periods) {
            auto &ofPeriod = summaries[period];
            QCOMPARE(ofPeriod.size(), counts.dimensions.size());
            for (const auto &[dimension, summary] : ofPeriod)
                QVERIFY2(counts.isSame(dimension, summary), dimension.c_str());
        }

        std::map<std::pair<std::string, std::int64_t>, std::uint32_t> numbers;
        for (const auto &row : queryRows(m_database->url, "SELECT site_id, user_hash, number FROM user_numbers"))
            numbers[{row[0].toStdString(), row[1].toLongLong()}] = row[2].toUInt();
        std::set<std::pair<std::string, std::uint32_t>> given;
        for (const auto &[user, given_] : numbers)
            QVERIFY(given.insert({user.first, given_}).second);
        for (const auto &row : queryRows(m_database->url,
                 "SELECT site_id, period, start - DATE '1970-01-01', encode(users, 'hex'), user_count FROM ended_periods")) {
            const PlainCounts &counts = periods.at({row[0].toStdString(), row[1].toStdString(), row[2].toInt()});
            std::vector<std::uint32_t> plainNumbers;
            for (const std::uint64_t user : counts.users)
                plainNumbers.push_back(numbers.at({row[0].toStdString(), std::int64_t(user)}));
            std::sort(plainNumbers.begin(), plainNumbers.end());
            const QByteArray set = bytesOf(row[3]);
            const auto users = UserSet::read(view(set));
            QVERIFY(users && users->numbers() == plainNumbers);
            QCOMPARE(row[4].toULongLong(), plainNumbers.size());
        }
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_postgres.start()); }
    void init()
    {
        m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase());
        m_events.clear();
    }
    void cleanup() { m_database.reset(); }

    // Of every ended day and month: after the first events, and after late ones.
    void summariesAndUsersAreThoseOfThePlainList()
    {
        const unsigned seed = std::random_device()();
        qInfo("seed %u", seed);
        std::mt19937 random(seed);
        SegmentWriter writer(m_database->url);
        const auto writeSome = [&](int batches, int days) {
            for (int i = 0; i < batches; ++i) {
                std::vector<Event> events;
                for (auto count = 1 + random() % 80; count > 0; --count)
                    events.push_back(randomEvent(random, 3, today - int(random() % unsigned(days)), 40));
                write(writer, std::move(events));
            }
        };
        writeSome(60, 100); // into the fourth month back
        const Compactor first(m_database->url, noon, atOnce), second(m_database->url, noon, atOnce);
        compareWithThePlainList();
        if (QTest::currentTestFailed())
            return;
        writeSome(3, 100);
        compareWithThePlainList();
    }

    // Late events make what is kept out of date without knowing of it, until it is made anew.
    void aLateEventMakesWhatIsKeptOutOfDate()
    {
        std::mt19937 random(1);
        SegmentWriter writer(m_database->url);
        const auto eventOf = [&] {
            Event event = randomEvent(random, 1, today - 70);
            event.bot.clear();
            return event;
        };
        write(writer, {eventOf(), eventOf()});
        {
            const Compactor compactor(m_database->url, noon, atOnce);
            compareWithThePlainList();
        }
        write(writer, {eventOf()});
        QCOMPARE(kept(), 0);
    }

    // Nothing is kept of a day whose segments are not all there, as before `footfall rebuild`.
    void aDayWithoutItsSegmentsIsNotKept()
    {
        std::mt19937 random(2);
        SegmentWriter writer(m_database->url);
        write(writer, {randomEvent(random, 1, today - 1), randomEvent(random, 1, today - 2)});
        m_database->value("DELETE FROM fresh WHERE day - DATE '1970-01-01' = " + QByteArray::number(today - 1));
        const Compactor compactor(m_database->url, noon, atOnce);
        QTRY_COMPARE_WITH_TIMEOUT(kept(), 1, 20'000);
        QCOMPARE(number("SELECT count(DISTINCT start) FROM summaries"), 1);
    }
};

QTEST_GUILESS_MAIN(TestEndedPeriods)
#include "tst_endedperiods.moc"
