#include "worker/propdimensions.h"
#include "cli/verification.h"
#include "common/event/reader.h"
#include "tests/support/postgres.h"
#include "tests/support/writtendatabase.h"

#include <QTest>

using namespace footfall;
using namespace footfall::cli;
using namespace footfall::worker;
using namespace Qt::StringLiterals;

namespace {

const KeyedHash hashKey({1, 2, 3});

Event view(const char *props, Timestamp time = systemNow())
{
    Event event = viewOf("shop", {}, time);
    // As ingest writes it.
    EventReader reader;
    const std::string json = std::string("{\"site_id\":\"shop\",\"event_type\":\"page_view\",\"props\":") + props + "}";
    const auto read = reader.readOne(json, {time});
    event.props = read ? read->props : std::string();
    return event;
}

}

class TestPropDimensions : public QObject {
    Q_OBJECT

    TestPostgres m_postgres;
    std::unique_ptr<WrittenDatabase> m_database; // of each test
    std::uint64_t m_frame = 0;

    void set(const std::vector<std::string> &names) { QVERIFY(setPropDimensions(m_database->connection, names, systemNow)); }
    // `aggregatedFor`: what the worker believed when it made the batch.
    void write(const std::vector<Event> &events, const std::vector<std::string> &aggregatedFor = {})
    {
        static const std::string producer = newProducer();
        Batch batch = batchOf({producer, ++m_frame}, events);
        batch.aggregate(hashKey, 0, aggregatedFor);
        m_database->write(batch);
    }
    QByteArray counted() const
    {
        return queryValue(m_database->url, "SELECT string_agg(dimension || '=' || value || ':' || views, ' ' ORDER BY dimension, value) "
                                 "FROM breakdown_monthly WHERE dimension LIKE 'prop:%'");
    }
    std::int64_t differences() const
    {
        Connection connection(m_database->url);
        const auto outcome = connection.open().and_then([&] {
            return Verification(connection, [](const QString &line) { qInfo().noquote() << line; }).run({-1'000'000, 1'000'000});
        });
        return outcome ? outcome->differences : -1;
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_postgres.start()); }
    void init() { m_database = std::make_unique<WrittenDatabase>(m_postgres.newDatabase()); }
    void cleanup() { m_database.reset(); }

    void textsBooleansAndWholeNumbers()
    {
        const std::vector<std::pair<QByteArray, QByteArray>> values = { // and what it is counted as; empty: not
            {"\"pro\"", "pro"},
            {"\"a \\\"quoted\\\" \\u00e4\"", "a \"quoted\" ä"},
            {"\"\"", ""},
            {"true", "true"},
            {"false", "false"},
            {"7", "7"},
            {"-7", "-7"},
            {"0", "0"},
            {"-0.0", "0"},
            {"3.0", "3"},
            {"1e3", "1000"},
            {"1.5", ""},
            {"1e-7", ""},
            {"9007199254740992", "9007199254740992"},
            {"-9007199254740992", "-9007199254740992"},
            {"9007199254740993", ""},
            {"9007199254740992.0", "9007199254740992"},
            {"9007199254740994.0", ""},
            {"18446744073709551615", ""},
            {"1e300", ""},
        };
        std::vector<std::string> names;
        QByteArray json = "{\"other\":1";
        QByteArrayList expected;
        for (const auto &[value, text] : values) {
            const QByteArray name = QByteArray::number(100 + qsizetype(names.size()));
            names.push_back(name.toStdString());
            json += ",\"" + name + "\":" + value;
            if (!text.isEmpty())
                expected += "prop:" + name + "=" + text + ":1";
        }
        json += "}";
        set(names);
        write({view(json.constData())}, names);
        QCOMPARE(counted().split(' '), expected.join(' ').split(' '));
        QCOMPARE(differences(), 0);
    }

    // A worker whose batch was made before another one, or the operator, changed the list.
    void everyBatchFollowsTheTable()
    {
        const Event event = view("{\"plan\":\"pro\",\"size\":3}");
        set({"plan"});
        write({event}); // made for none
        QCOMPARE(counted(), "prop:plan=pro:1");
        set({"size", "plan", "size"});
        write({event}, {"plan"});
        QCOMPARE(counted(), "prop:plan=pro:2 prop:size=3:1");
        QCOMPARE(differences(), 0);
        set({"size"});
        write({event}, {"plan", "size"});
        QCOMPARE(counted(), "prop:size=3:2");
        QCOMPARE(differences(), 0);
        set({"plan"}); // again: from now on
        write({event}, {"plan"});
        QCOMPARE(counted(), "prop:plan=pro:1");
        QCOMPARE(differences(), 0);
        set({});
        write({event});
        QCOMPARE(counted(), "");
        QCOMPARE(queryValue(m_database->url, "SELECT count(*) FROM breakdown JOIN breakdown_daily USING (site_id) WHERE breakdown.dimension LIKE 'prop:%'"), "0");
        QCOMPARE(differences(), 0);
    }

    void onlyPageViewsOfPeopleCount()
    {
        Event click = view("{\"plan\":\"pro\"}");
        click.eventType = "click";
        Event bot = view("{\"plan\":\"pro\"}");
        bot.bot = "GPTBot";
        Event three = view("{\"plan\":\"pro\"}");
        three.count = 3;
        set({"plan"});
        write({click, bot, three, view("{\"plan\":\"free\"}"), view("{\"flan\":\"pro\"}")}, {"plan"});
        QCOMPARE(counted(), "prop:plan=free:1 prop:plan=pro:3");
        QCOMPARE(differences(), 0);
    }

    void verifyFindsWhatDiffers()
    {
        set({"plan"});
        write({view("{\"plan\":\"pro\"}")}, {"plan"});
        queryValue(m_database->url, "UPDATE breakdown_daily SET views = 2 WHERE dimension = 'prop:plan' RETURNING 1");
        QCOMPARE(differences(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPropDimensions)

#include "tst_propdimensions.moc"
