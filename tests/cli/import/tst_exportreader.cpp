#include "cli/import/exportreader.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QStringDecoder>
#include <QTest>

using namespace footfall;
using namespace footfall::cli;
using namespace Qt::StringLiterals;

namespace {

struct Read {
    QList<QJsonObject> events;
    QStringList errors; // "LINE: why"
    QString note;
};

Read read(const QStringList &lines, QDate day = {})
{
    ExportReader reader("s", day);
    Read all;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        std::string out;
        const auto events = reader.append(out, lines[i].toStdString());
        if (!events)
            all.errors += u"%1: %2"_s.arg(i + 1).arg(events.error().message);
        all.note += reader.takeNote();
        const QByteArrayList objects = QByteArray::fromStdString(out).split('\n');
        for (const QByteArray &object : objects.first(objects.size() - 1))
            all.events += QJsonDocument::fromJson(object).object();
        if (objects.size() - 1 != events.value_or(0))
            all.errors += u"%1: says that there are %2 events"_s.arg(i + 1).arg(events.value_or(0));
    }
    return all;
}

QStringList linesOf(const QString &name)
{
    QFile file(QStringLiteral(FOOTFALL_SOURCE_DIR "/tests/data/exports/") + name);
    if (!file.open(QFile::ReadOnly))
        qFatal("no %s", qPrintable(file.fileName()));
    const QByteArray bytes = file.readAll();
    const QString text = bytes.startsWith("\xFF\xFE") ? QString(QStringDecoder(QStringDecoder::Utf16LE)(bytes)) : QString::fromUtf8(bytes);
    return text.trimmed().split(u'\n');
}

// "2024-03-01 path /: 55 by 38".
QStringList figures(const Read &all)
{
    QStringList texts;
    for (const QJsonObject &event : all.events) {
        const QJsonObject props = event["props"_L1].toObject();
        const QString dimension = props["dimension"_L1].toString();
        const QString value = event[dimension].toString() + props["value"_L1].toString();
        texts += u"%1 %2 %3: %4 by %5"_s.arg(event["timestamp"_L1].toString().first(10), dimension, value)
                     .arg(props["views"_L1].toInt()).arg(props["visitors"_L1].toInt());
    }
    return texts;
}

}

class TestExportReader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figuresOfADay_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("expected");
        QTest::addColumn<QStringList>("errors");

        const auto row = [](const char *file, const QStringList &expected, const QStringList &errors = {}) {
            QTest::newRow(file) << QString::fromLatin1(file) << expected << errors;
        };
        row("plausible_imported_visitors.csv", {u"2024-03-01 total : 72 by 45"_s, u"2024-03-02 total : 44 by 30"_s});
        row("plausible_imported_pages.csv",
            {u"2024-03-01 path /: 55 by 38"_s, u"2024-03-01 path /pricing: 14 by 12"_s, u"2024-03-02 path /: 44 by 30"_s});
        row("plausible_imported_sources.csv",
            {u"2024-03-01 source DuckDuckGo: 30 by 20"_s, u"2024-03-01 referrer https://duckduckgo.com: 30 by 20"_s,
                u"2024-03-01 source DuckDuckGo: 5 by 4"_s, u"2024-03-01 referrer https://duckduckgo.com/html: 5 by 4"_s,
                u"2024-03-02 source newsletter: 8 by 5"_s, u"2024-03-02 utm_source newsletter: 8 by 5"_s,
                u"2024-03-02 utm_medium email: 8 by 5"_s, u"2024-03-02 utm_campaign spring, 2024: 8 by 5"_s});
        row("plausible_imported_locations.csv",
            {u"2024-03-01 country DE: 20 by 12"_s, u"2024-03-01 country DE: 4 by 3"_s, u"2024-03-01 country FR: 9 by 5"_s});
        row("plausible_imported_browsers.csv",
            {u"2024-03-01 browser Chrome: 30 by 20"_s, u"2024-03-01 browser Chrome: 12 by 10"_s, u"2024-03-01 browser Firefox: 30 by 15"_s});
        row("plausible_imported_devices.csv", {u"2024-03-01 device desktop: 50 by 30"_s, u"2024-03-01 device mobile: 22 by 15"_s});
        row("plausible_imported_operating_systems.csv", {u"2024-03-01 os Windows: 50 by 30"_s});
        row("plausible_imported_exit_pages.csv", {});
        row("matomo_page_urls.csv", {u"2024-06-01 path /caf%C3%A9: 7 by 4"_s, u"2024-06-02 path /: 12 by 8"_s},
            {u"3: 'blog' is not the path of a page; export the flat report"_s});
        row("matomo_visits_summary.csv", {u"2024-06-01 total : 18 by 6"_s, u"2024-06-02 total : 12 by 8"_s});
        row("ga4_pages.csv",
            {u"2024-07-01 path /: 20 by 9"_s, u"2024-07-01 country DE: 20 by 9"_s, u"2024-07-01 path /: 5 by 3"_s,
                u"2024-07-01 country US: 5 by 3"_s, u"2024-07-01 path /a,b: 7 by 6"_s, u"2024-07-01 country DE: 7 by 6"_s,
                u"2024-07-02 path /: 10 by 8"_s});
        row("ga4_days.csv",
            {u"2024-08-01 total : 10 by 4"_s, u"2024-08-02 total : 0 by 0"_s, u"2024-08-03 total : 30 by 12"_s,
                u"2024-08-01 browser Chrome: 8 by 3"_s});
    }
    void figuresOfADay()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, expected);
        QFETCH(QStringList, errors);
        const Read all = read(linesOf(file));
        QCOMPARE(all.errors, errors);
        QCOMPARE(figures(all), expected);
        QCOMPARE(all.note.isEmpty(), !expected.isEmpty());
        QSet<QString> ids;
        for (const QJsonObject &event : all.events) {
            QCOMPARE(event["site_id"_L1].toString(), u"s"_s);
            QCOMPARE(event["event_type"_L1].toString(), u"footfall:imported"_s);
            QVERIFY(event["timestamp"_L1].toString().endsWith(u"T00:00:00Z"_s));
            QVERIFY(event["event_id"_L1].toString().startsWith(u"import:"_s));
            ids += event["event_id"_L1].toString();
        }
        QCOMPARE(ids.size(), all.events.size());
    }

    // The same in every run, and whatever the figures are.
    void idsAreOfWhatIsCounted()
    {
        QStringList lines = linesOf(u"plausible_imported_browsers.csv"_s);
        const auto ids = [](const Read &all) {
            QStringList texts;
            for (const QJsonObject &event : all.events)
                texts += event["event_id"_L1].toString();
            return texts;
        };
        const QStringList before = ids(read(lines));
        lines[1].replace(u",20,22,100,3,30"_s, u",21,23,101,4,31"_s);
        QCOMPARE(ids(read(lines)), before);
        lines[1].replace(u"2024-03-01"_s, u"2024-03-02"_s);
        QVERIFY(ids(read(lines)).first() != before.first());
    }

    void umamisEvents()
    {
        const Read all = read(linesOf(u"umami_website_event.csv"_s));
        QCOMPARE(all.errors, QStringList());
        QCOMPARE(all.events.size(), 3);
        const QJsonObject first {{u"site_id"_s, u"s"_s}, {u"event_type"_s, u"page_view"_s}, {u"path"_s, u"/"_s},
            {u"timestamp"_s, u"2024-05-01T10:33:49"_s}, {u"user_id"_s, u"5f1b8b3e-0000-4000-8000-0000000000a1"_s},
            {u"event_id"_s, u"import:umami:5f1b8b3e-0000-4000-8000-0000000000e1"_s},
            {u"query"_s, u"utm_source=news&utm_medium=email"_s}, {u"referrer"_s, u"https://reddit.com/r/x"_s},
            {u"browser"_s, u"Chrome"_s}, {u"os"_s, u"Windows 10"_s}, {u"country"_s, u"US"_s}, {u"device"_s, u"desktop"_s}};
        QCOMPARE(all.events[0], first);
        QCOMPARE(all.events[2]["event_type"_L1].toString(), u"signup"_s);
        QCOMPARE(all.events[2]["browser"_L1].toString(), u"Mobile Safari"_s);
    }

    void goatCountersHits()
    {
        const Read all = read(linesOf(u"goatcounter.csv"_s));
        QCOMPARE(all.errors, QStringList(u"6: a bot's"_s));
        QCOMPARE(all.events.size(), 3);
        QJsonObject first = all.events[0];
        QVERIFY(first.take("event_id"_L1).toString().startsWith(u"import:"_s));
        const QJsonObject expected {{u"site_id"_s, u"s"_s}, {u"event_type"_s, u"page_view"_s}, {u"path"_s, u"/"_s},
            {u"timestamp"_s, u"2020-12-27T00:37:37Z"_s}, {u"user_id"_s, u"287fb97cbed4e4f-8e4f5c975b8fee06"_s},
            {u"referrer"_s, u"https://www.reddit.com/r/x"_s}, {u"browser"_s, u"Firefox"_s}, {u"os"_s, u"Windows"_s},
            {u"country"_s, u"RO"_s}};
        QCOMPARE(first, expected);
        QCOMPARE(all.events[1]["source"_L1].toString(), u"Email"_s);
        QCOMPARE(all.events[1]["country"_L1].toString(), u"US"_s);
        QCOMPARE(all.events[2]["event_type"_L1].toString(), u"click-buy"_s);
        QVERIFY(!all.events[2].contains("path"_L1));
    }

    void badRecordsAreNamed()
    {
        const Read all = read({u"date,page,hostname,visitors,pageviews"_s, u"2024-03-01,/,h,1,2"_s, u"2024-03-01,/,h,1"_s,
            u"yesterday,/,h,1,2"_s, u"2024-03-01,/,h,1,many"_s, u"2024-03-01,/,h,-1,2"_s, u"2024-03-02,/,h,1,2"_s});
        QCOMPARE(all.errors,
            (QStringList {u"3: expected 5 fields, there are 4"_s, u"4: expected a day such as 2024-03-01, not 'yesterday'"_s,
                u"5: expected a whole number, not 'many'"_s, u"6: expected a whole number, not '-1'"_s}));
        QCOMPARE(all.events.size(), 2);
    }

    void aDayThatIsNotInTheFile()
    {
        const QStringList lines = linesOf(u"matomo_one_day.csv"_s);
        QCOMPARE(read(lines).errors,
            QStringList(u"2: it has no days; export the report by day, or say with --date which day it is of"_s));
        QCOMPARE(figures(read(lines, QDate(2024, 6, 3))), QStringList(u"2024-06-03 path /: 4 by 0"_s));
    }

    void figuresOfSeveralDaysAreNone()
    {
        const Read all = read({u"# Start date: 20240801"_s, u"# End date: 20240802"_s, u"Page path,Views"_s, u"/,3"_s});
        QCOMPARE(all.errors.size(), 1);
        QVERIFY2(all.errors[0].contains(u"no days"_s), qPrintable(all.errors[0]));
    }

    void headersAreRecognised_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("isHeader");
        for (const char *file : {"plausible_imported_pages.csv", "plausible_imported_exit_pages.csv", "goatcounter.csv",
                 "umami_website_event.csv", "matomo_page_urls.csv", "matomo_visits_summary.csv", "matomo_one_day.csv"}) {
            const QString first = linesOf(QString::fromLatin1(file)).first();
            QTest::newRow(file) << (first.startsWith(QChar(0xFEFF)) ? first.sliced(1) : first) << true;
        }
        QTest::newRow("GA4") << u"Date,Page path and screen class,Views,Active users"_s << true;
        QTest::newRow("Matomo, in words") << u"Label,Unique Pageviews,Pageviews,Bounce Rate"_s << true;
        QTest::newRow("a log") << u"192.0.2.1 - - [17/May/2015:23:30:00 -0100] \"GET /a?b HTTP/1.1\" 200 5"_s << false;
        QTest::newRow("a CloudFront log") << u"#Fields: date time x-edge-location sc-bytes c-ip"_s << false;
        QTest::newRow("NDJSON") << u"{\"event_type\":\"page_view\",\"date\":1}"_s << false;
        QTest::newRow("another CSV") << u"date,amount,customer"_s << false;
        QTest::newRow("nothing") << u""_s << false;
    }
    void headersAreRecognised()
    {
        QFETCH(QString, line);
        QFETCH(bool, isHeader);
        QCOMPARE(ExportReader::isHeader(line.toStdString()), isHeader);
    }
};

QTEST_APPLESS_MAIN(TestExportReader)

#include "tst_exportreader.moc"
