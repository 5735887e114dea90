// What people bring from other tools: each export is imported as a user does it, and the answers of the
// stats service are held against the figures that stand in its file.
#include "tests/support/http.h"
#include "tests/support/stack.h"

#include <QJsonArray>
#include <QTest>

using namespace footfall;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QStringList filesOf(const QStringList &names)
{
    QStringList files;
    for (const QString &name : names)
        files += QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/data/exports/") + name;
    return files;
}

// "VALUE VIEWS".
QStringList rowsOf(const QJsonValue &rows, QLatin1StringView name = "value"_L1)
{
    QStringList texts;
    for (const QJsonValue &row : rows.toArray())
        texts += u"%1 %2"_s.arg(row[name].toString()).arg(row["views"_L1].toInteger());
    return texts;
}

QJsonObject imported(qint64 views, qint64 visitors)
{
    return {{u"views"_s, views}, {u"visitors"_s, visitors}};
}

}

class TestExports : public QObject {
    Q_OBJECT

    Stack m_stack;

    struct Run {
        int exitCode = -1;
        QString lastLine;
        QString messages;
    };
    Run run(const QStringList &arguments)
    {
        QProcess process;
        process.start(m_stack.program(), arguments);
        if (!waitFor([&] { return process.state() == QProcess::NotRunning; }, 60s))
            return {-1, u"did not end"_s, {}};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()).trimmed().section(u'\n', -1),
            QString::fromUtf8(process.readAllStandardError())};
    }
    Run import(const QString &site, const QStringList &names, const QStringList &more = {})
    {
        return run(QStringList {u"import"_s, u"--url"_s, m_stack.ingestUrl().toString(), u"--site"_s, site} + more + filesOf(names));
    }
    QJsonObject ask(const QString &path, const QString &query) { return json(get(m_stack.statsUrl(path + u'?' + query))); }
    QStringList breakdown(const QString &site, const QString &dimension, const QString &more = {})
    {
        return rowsOf(ask(u"/stats/breakdown"_s, u"site_id=%1&dimension=%2%3"_s.arg(site, dimension, more))["rows"_L1]);
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_stack.start()); }

    void plausiblesTables()
    {
        const QStringList tables {u"plausible_imported_visitors.csv"_s, u"plausible_imported_pages.csv"_s,
            u"plausible_imported_sources.csv"_s, u"plausible_imported_locations.csv"_s, u"plausible_imported_browsers.csv"_s,
            u"plausible_imported_devices.csv"_s, u"plausible_imported_operating_systems.csv"_s,
            u"plausible_imported_exit_pages.csv"_s};
        // Of these days Footfall has counted something itself.
        const QByteArray own = R"([{"site_id":"plausible","event_type":"page_view","path":"/pricing","user_id":"u",)"
                               R"("timestamp":"2024-03-01T23:30:00Z"},)"
                               R"({"site_id":"plausible","event_type":"signup","user_id":"u","timestamp":"2024-03-02T10:00:00Z"}])";
        QCOMPARE(post(m_stack.ingestUrl(u"/events"_s), own).status, 200);
        for (const int already : {0, 22}) { // importing twice counts nothing twice
            const Run all = import(u"plausible"_s, tables);
            QCOMPARE(all.lastLine, u"Sent 22 events, skipped 0 lines, %1 already counted"_s.arg(already));
            QVERIFY2(all.messages.contains(u"plausible_imported_exit_pages.csv: Footfall keeps no figures such as these"_s),
                qPrintable(all.messages));
            QCOMPARE(all.exitCode, 0);

            // Totals are those of the table of visitors, not the sum of the pages.
            const QJsonObject stats = ask(u"/stats"_s, u"site_id=plausible&from=2024-03-01&to=2024-03-02"_s);
            QCOMPARE(stats["total_views"_L1].toInteger(), 72 + 44 + 1);
            QCOMPARE(stats["unique_users"_L1].toInteger(), 1);
            QCOMPARE(stats["total_events"_L1].toInteger(), 2);
            QCOMPARE(stats["imported"_L1].toObject(), imported(72 + 44, 45 + 30));
            QCOMPARE(rowsOf(stats["top_paths"_L1], "path"_L1), (QStringList {u"/ 99"_s, u"/pricing 15"_s}));
            QCOMPARE(breakdown(u"plausible"_s, u"path"_s), (QStringList {u"/ 99"_s, u"/pricing 15"_s}));
            QCOMPARE(breakdown(u"plausible"_s, u"country"_s), (QStringList {u"DE 24"_s, u"FR 9"_s}));
            QCOMPARE(breakdown(u"plausible"_s, u"browser"_s), (QStringList {u"Chrome 42"_s, u"Firefox 30"_s}));
            QCOMPARE(breakdown(u"plausible"_s, u"source"_s), (QStringList {u"duckduckgo 35"_s, u"newsletter 8"_s}));
            QCOMPARE(breakdown(u"plausible"_s, u"device"_s), (QStringList {u"desktop 50"_s, u"mobile 22"_s}));
            QCOMPARE(breakdown(u"plausible"_s, u"os"_s), QStringList {u"Windows 50"_s});
            QCOMPARE(breakdown(u"plausible"_s, u"utm_campaign"_s), QStringList {u"spring, 2024 8"_s});
            QCOMPARE(breakdown(u"plausible"_s, u"event_type"_s).size(), 2);
        }
    }

    void aDayIsThatDayInEveryZone()
    {
        for (const char *zone : {"UTC", "Asia/Tokyo", "America/Los_Angeles"}) {
            const QString query = u"site_id=plausible&date=2024-03-01&tz="_s + QLatin1StringView(zone);
            QCOMPARE(ask(u"/stats"_s, query)["imported"_L1].toObject(), imported(72, 45));
        }
        QVERIFY(!ask(u"/stats"_s, u"site_id=plausible&date=2024-03-03"_s).contains("imported"_L1));
        const QJsonObject all = ask(u"/stats"_s, u"site_id=plausible"_s);
        QCOMPARE(all["total_views"_L1].toInteger(), 72 + 44 + 1);
        QCOMPARE(all["imported"_L1].toObject(), imported(72 + 44, 45 + 30));
        // A filter leaves nothing of it.
        const QJsonObject filtered = ask(u"/stats"_s, u"site_id=plausible&path=/pricing"_s);
        QCOMPARE(filtered["total_views"_L1].toInteger(), 1);
        QVERIFY(!filtered.contains("imported"_L1));
        // As it is compared with.
        const QJsonObject next = ask(u"/stats"_s, u"site_id=plausible&from=2024-03-03&to=2024-03-04&compare=previous"_s);
        QCOMPARE(next["previous"_L1]["total_views"_L1].toInteger(), 72 + 44 + 1);
        QCOMPARE(next["previous"_L1]["imported"_L1].toObject(), imported(72 + 44, 45 + 30));
    }

    void pointsHaveItInTheirFirstMoment()
    {
        const auto views = [this](const QString &query) {
            const QJsonObject series = ask(u"/stats/timeseries"_s, u"site_id=plausible&"_s + query);
            QStringList points;
            for (const QJsonValue &point : series["points"_L1].toArray()) {
                if (const qint64 count = point["views"_L1].toInteger(); count > 0)
                    points += u"%1 %2"_s.arg(point["t"_L1].toString().first(13)).arg(count);
            }
            points += QString::number(series["imported"_L1]["views"_L1].toInteger());
            return points;
        };
        QCOMPARE(views(u"from=2024-02-29&to=2024-03-03&interval=day"_s),
            (QStringList {u"2024-03-01T00 73"_s, u"2024-03-02T00 44"_s, u"116"_s}));
        QCOMPARE(views(u"date=2024-03-01&interval=hour"_s), (QStringList {u"2024-03-01T00 72"_s, u"2024-03-01T23 1"_s, u"72"_s}));
        QCOMPARE(views(u"date=2024-03-01&interval=hour&tz=Asia/Tokyo"_s), (QStringList {u"2024-03-01T00 72"_s, u"72"_s}));
        QCOMPARE(views(u"from=2024-03-02&to=2024-03-10&interval=week"_s), (QStringList {u"2024-02-26T00 44"_s, u"44"_s}));
        QCOMPARE(views(u"from=2024-01-01&to=2024-12-31&interval=month"_s), (QStringList {u"2024-03-01T00 117"_s, u"116"_s}));
    }

    void valuesAreFoundInPages()
    {
        QCOMPARE(breakdown(u"plausible"_s, u"path"_s, u"&limit=1&offset=1"_s), QStringList {u"/pricing 15"_s});
        const QJsonObject found = ask(u"/stats/breakdown"_s, u"site_id=plausible&dimension=path&search=PRIC"_s);
        QCOMPARE(found["total_rows"_L1].toInteger(), 1);
        QCOMPARE(found["imported"_L1].toObject(), imported(14, 12));
    }

    void pagesAloneAreSummedUp()
    {
        QCOMPARE(import(u"pages"_s, {u"plausible_imported_pages.csv"_s}).exitCode, 0);
        const QJsonObject stats = ask(u"/stats"_s, u"site_id=pages&date=2024-03-01"_s);
        QCOMPARE(stats["total_views"_L1].toInteger(), 55 + 14);
        QCOMPARE(stats["imported"_L1].toObject(), imported(55 + 14, 38 + 12));
        // Sites of which there is nothing else are listed, and begin with it.
        QStringList sites;
        for (const QJsonValue &site : json(get(m_stack.statsUrl(u"/sites"_s)))["sites"_L1].toArray())
            sites += site["site_id"_L1].toString() + u' ' + site["last_event_at"_L1].toString();
        QVERIFY2(sites.contains(u"pages 2024-03-02T00:00:00.000000Z"_s), qPrintable(sites.join(u'\n')));
        QCOMPARE(ask(u"/stats/timeseries"_s, u"site_id=pages&period=all"_s)["from"_L1].toString(), u"2024-03-01"_s);
    }

    void matomosReports()
    {
        const Run run = import(u"matomo"_s, {u"matomo_page_urls.csv"_s, u"matomo_visits_summary.csv"_s});
        QCOMPARE(run.lastLine, u"Sent 4 events, skipped 1 lines, 0 already counted"_s);
        QVERIFY2(run.messages.contains(u"matomo_page_urls.csv:3: 'blog' is not the path of a page"_s), qPrintable(run.messages));
        QCOMPARE(ask(u"/stats"_s, u"site_id=matomo&date=2024-06-01"_s)["imported"_L1].toObject(), imported(18, 6));
        QCOMPARE(breakdown(u"matomo"_s, u"path"_s).size(), 2);

        const Run dateless = import(u"matomo"_s, {u"matomo_one_day.csv"_s});
        QCOMPARE(dateless.exitCode, 1);
        QVERIFY2(dateless.messages.contains(u"say with --date which day it is of"_s), qPrintable(dateless.messages));
        QCOMPARE(import(u"matomo"_s, {u"matomo_one_day.csv"_s}, {u"--date"_s, u"2024-06-03"_s}).lastLine,
            u"Sent 1 events, skipped 0 lines, 0 already counted"_s);
        QCOMPARE(ask(u"/stats"_s, u"site_id=matomo&date=2024-06-03"_s)["total_views"_L1].toInteger(), 4);
    }

    void googlesReports()
    {
        QCOMPARE(import(u"ga4"_s, {u"ga4_pages.csv"_s, u"ga4_days.csv"_s}).lastLine,
            u"Sent 11 events, skipped 0 lines, 0 already counted"_s);
        QCOMPARE(ask(u"/stats"_s, u"site_id=ga4&from=2024-07-01&to=2024-07-31"_s)["imported"_L1].toObject(), imported(42, 26));
        QCOMPARE(ask(u"/stats"_s, u"site_id=ga4&from=2024-08-01&to=2024-08-31"_s)["imported"_L1].toObject(), imported(40, 16));
        QCOMPARE(breakdown(u"ga4"_s, u"path"_s), (QStringList {u"/ 35"_s, u"/a,b 7"_s}));
        QCOMPARE(breakdown(u"ga4"_s, u"country"_s), (QStringList {u"DE 27"_s, u"US 5"_s}));
    }

    void umamisEventsAreEvents()
    {
        for (const int already : {0, 3}) {
            QCOMPARE(import(u"umami"_s, {u"umami_website_event.csv"_s}).lastLine,
                u"Sent 3 events, skipped 0 lines, %1 already counted"_s.arg(already));
            const QJsonObject stats = ask(u"/stats"_s, u"site_id=umami&from=2024-05-01&to=2024-05-02"_s);
            QCOMPARE(stats["total_views"_L1].toInteger(), 2);
            QCOMPARE(stats["unique_users"_L1].toInteger(), 2);
            QCOMPARE(stats["total_events"_L1].toInteger(), 3);
            QVERIFY(!stats.contains("imported"_L1));
            QCOMPARE(breakdown(u"umami"_s, u"browser"_s), QStringList {u"Chrome 2"_s});
            QCOMPARE(breakdown(u"umami"_s, u"country"_s), QStringList {u"US 2"_s});
            QCOMPARE(breakdown(u"umami"_s, u"utm_source"_s), QStringList {u"news 1"_s});
        }
    }

    void goatCountersHitsAreEvents()
    {
        const Run run = import(u"goat"_s, {u"goatcounter.csv"_s});
        QCOMPARE(run.lastLine, u"Sent 3 events, skipped 1 lines, 0 already counted"_s);
        QVERIFY2(run.messages.contains(u"goatcounter.csv:6: a bot's"_s), qPrintable(run.messages));
        const QJsonObject stats = ask(u"/stats"_s, u"site_id=goat&from=2020-12-27&to=2020-12-28"_s);
        QCOMPARE(stats["total_views"_L1].toInteger(), 2);
        QCOMPARE(stats["unique_users"_L1].toInteger(), 2);
        QCOMPARE(stats["total_events"_L1].toInteger(), 3);
        QCOMPARE(breakdown(u"goat"_s, u"source"_s), (QStringList {u"email 1"_s, u"reddit 1"_s}));
        QCOMPARE(breakdown(u"goat"_s, u"browser"_s), (QStringList {u"Firefox 1"_s, u"Safari 1"_s}));
    }

    // Nobody can bring a site figures from its pages, and nobody but an importer says what a browser was.
    void pagesCannotSayWhatWasCounted()
    {
        const QByteArray figure = R"({"site_id":"s","event_type":"footfall:imported","timestamp":"2024-03-01T00:00:00Z",)"
                                  R"("props":{"dimension":"total","views":1,"visitors":1}})";
        const QUrl url = m_stack.ingestUrl(u"/event"_s);
        const HttpAnswer refused = post(url, figure, "application/json", {{"Origin", "https://s"}});
        QCOMPARE(refused.status, 400);
        QCOMPARE(json(refused)["message"_L1].toString(), u"event_type: types that begin with footfall: are reserved"_s);
        QCOMPARE(post(url, R"({"site_id":"said","event_type":"page_view","browser":"Mine","user_id":"u"})").status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(ask(u"/stats"_s, u"site_id=said"_s)["total_views"_L1].toInteger(), 1, 20'000);
        QCOMPARE(breakdown(u"said"_s, u"browser"_s), QStringList());
    }

    void whatEventsSayIsWhatIsStored()
    {
        const Run verified = run({u"verify"_s, u"--data"_s, m_stack.dataDirectory()});
        QVERIFY2(verified.lastLine.endsWith(u": no difference"_s), qPrintable(verified.lastLine));
        QCOMPARE(verified.exitCode, 0);
    }

    void cleanupTestCase() { QVERIFY(m_stack.stop()); }
};

QTEST_GUILESS_MAIN(TestExports)

#include "tst_exports.moc"
