// Promise: what the first values say is what all of them would, or nothing.
#include "server/stats/query/firstvalues.h"

#include <QTest>

#include <random>

using namespace footfall;
using namespace footfall::server;

namespace {

// Few counts, so that many are the same.
ValueCounts someValues(std::mt19937 &random, unsigned most, int texts, std::int64_t views)
{
    ValueCounts values {std::make_shared<SiteTexts>()};
    for (auto left = random() % (most + 1); left > 0; --left) {
        const auto text = random() % unsigned(texts), popular = random() % (text + 1); // the first ones come most often
        values.add("/" + std::to_string(popular), 1 + std::int64_t(random()) % views);
    }
    return values;
}

bool areSame(const Ranking &a, const Ranking &b, bool countAll)
{
    return (!countAll || a.total == b.total)
        && std::equal(a.rows.begin(), a.rows.end(), b.rows.begin(), b.rows.end(),
            [](const auto &x, const auto &y) { return x.value == y.value && x.views == y.views && x.users == y.users; });
}

}

class TestFirstValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sayWhatAllSay()
    {
        std::mt19937 random(3);
        int known = 0, unknown = 0;
        for (int round = 0; round < 3'000; ++round) {
            const ValueCounts base = someValues(random, 900, 600, round % 3 ? 3 : 500);
            const ValueCounts added = someValues(random, round % 2 ? 5 : 400, 700, round % 5 ? 3 : 300);
            ValueCounts all = base;
            all.texts = std::make_shared<SiteTexts>();
            all.views.clear();
            all.add(base);
            all.add(added);
            const FirstValues first(base);
            for (const bool countAll : {false, true}) {
                const Ranking::Part part {int(1 + random() % 40), int(random() % 2 * (random() % 300)), {}, countAll};
                const auto said = first.rankingWith(added, part);
                known += said.has_value();
                unknown += !said;
                QVERIFY2(!said || areSame(*said, all.ranking(part), countAll), qPrintable(QString::number(round)));
            }
        }
        QVERIFY2(known > 2'000 && unknown > 500, qPrintable(QString::number(known) + QChar(u'/') + QString::number(unknown)));
    }

    // Of days, some of which are known by the first values of their summary alone.
    void ofSeveralAreWhatAllSay()
    {
        std::mt19937 random(5);
        int known = 0, unknown = 0;
        for (int round = 0; round < 600; ++round) {
            FirstOfSeveral several;
            ValueCounts all {std::make_shared<SiteTexts>()};
            for (auto days = 1 + random() % 5; days > 0; --days) {
                const ValueCounts day = someValues(random, 2'500, 700, round % 2 ? 3 : 200);
                all.add(day);
                if (random() % 3 == 0) {
                    several.add(day);
                    continue;
                }
                const Ranking values = day.ranking({1'000});
                std::vector<ValueCount> counts;
                for (const Ranking::Row &row : values.rows)
                    counts.push_back({row.value, row.views, row.views, 1});
                const auto first = readFirstValues(summaryBytes(counts, true).substr(0, summaryBeginning));
                QVERIFY(first);
                several.add(*first);
            }
            const FirstValues first = several.finish();
            for (const bool countAll : {false, true}) {
                const Ranking::Part part {int(1 + random() % 40), int(random() % 2 * (random() % 90)), {}, countAll};
                const auto said = first.rankingWith({}, part);
                known += said.has_value();
                unknown += !said;
                const Ranking right = all.ranking(part);
                QVERIFY(!said || said->rows.size() == right.rows.size());
                for (std::size_t i = 0; said && i < right.rows.size(); ++i)
                    QVERIFY(said->rows[i].value == right.rows[i].value && said->rows[i].views == right.rows[i].views);
                QVERIFY(!said || !countAll || said->total == right.total);
            }
        }
        QVERIFY2(known > 300 && unknown > 100, qPrintable(QString::number(known) + QChar(u'/') + QString::number(unknown)));
    }

    void keepTheUsersOfEach()
    {
        ValueCounts values {std::make_shared<SiteTexts>()};
        values.add("/", 2);
        values.users[1] = 1;
        values.hasUsers = true;
        ValueCounts imported {std::make_shared<SiteTexts>()};
        imported.add("/", 3);
        imported.add("/old", 9);
        const auto ranking = FirstValues(values).rankingWith(imported, {});
        QVERIFY(ranking && ranking->rows.size() == 2);
        QVERIFY(ranking->rows[0].value == "/old" && ranking->rows[0].users == 0);
        QVERIFY(ranking->rows[1].views == 5 && ranking->rows[1].users == 1);
    }
};

QTEST_GUILESS_MAIN(TestFirstValues)
#include "tst_firstvalues.moc"
