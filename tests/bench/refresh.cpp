// What one refresh of the dashboard's overview costs where there is most to show: 90 days by hour
// beside the 90 before, and 1,000 paths, every figure another than before. Milliseconds, medians.
#include "dashboard/client/parse.h"
#include "dashboard/pages/overviewpage.h"
#include "dashboard/widgets/style.h"
#include "dashboard/widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTextStream>

#include <algorithm>
#include <map>

using namespace footfall;
using namespace footfall::dashboard;
using namespace Qt::StringLiterals;

namespace {

constexpr int days = 90, rows = 1'000, rounds = 41;
const QDate last(2026, 11, 20);

QByteArray seriesJson(QDate to, int seed)
{
    QByteArray json = R"({"site_id":"shop","from":"%1","to":"%2","tz":"UTC","interval":"hour","points":[)";
    json.replace("%1", to.addDays(1 - days).toString(Qt::ISODate).toLatin1()).replace("%2", to.toString(Qt::ISODate).toLatin1());
    QDateTime time(to.addDays(1 - days), QTime(0, 0), Qt::UTC);
    for (int i = 0; i < days * 24; ++i, time = time.addSecs(3'600)) {
        const int views = 500 + (i * 7'919 + seed * 104'729) % 1'000;
        json += (i == 0 ? R"({"t":")" : R"(,{"t":")") + time.toString(Qt::ISODate).toLatin1() + R"(","views":)" + QByteArray::number(views)
            + R"(,"unique_users":)" + QByteArray::number(views / 3) + R"(,"events":)" + QByteArray::number(views * 2) + '}';
    }
    return json + "]}";
}

QByteArray pathsJson(int seed)
{
    QByteArray json = R"({"site_id":"shop","from":"2026-08-23","to":"2026-11-20","tz":"UTC","dimension":"path","total_rows":1000,"rows":[)";
    for (int i = 0; i < rows; ++i) {
        json += (i == 0 ? R"({"value":"/articles/)" : R"(,{"value":"/articles/)") + QByteArray::number(i) + R"(","views":)"
            + QByteArray::number((rows - i) * 10 + seed % 7) + '}';
    }
    return json + "]}";
}

std::map<QString, QList<double>> times;

void measure(const QString &what, const std::function<void()> &work)
{
    QElapsedTimer timer;
    timer.start();
    work();
    times[what] += double(timer.nsecsElapsed()) / 1e6;
}

}

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setStyle(new Style);
    QApplication::setPalette(Theme::light().palette());
    OverviewPage page(systemClock());
    page.setLook({.site = u"shop"_s, .range = Range::of({last.addDays(1 - days), last}), .compare = Compare::Previous,
        .interval = Interval::Hour});
    page.resize(1770, 1020); // of a window of 1920x1080
    page.show();
    for (int round = 0; round < rounds; ++round) {
        const QByteArray series = seriesJson(last, round), previous = seriesJson(last.addDays(-days), round);
        const QByteArray paths = pathsJson(round);
        Timeseries now, before;
        Breakdown breakdown;
        measure(u"answers read"_s, [&] {
            now = parseTimeseries(series).value();
            before = parseTimeseries(previous).value();
            breakdown = parseBreakdown(paths).value();
        });
        measure(u"models, tables and chart set"_s, [&] {
            page.setTimeseries(now);
            page.setPreviousTimeseries(before);
            page.setBreakdown(breakdown);
            QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        });
        measure(u"page painted"_s, [&] { page.grab(); });
        measure(u"page painted again, nothing new"_s, [&] { page.grab(); });
    }
    QTextStream out(stdout);
    for (auto &[what, all] : times) {
        std::sort(all.begin(), all.end());
        out << what << '\t' << all[all.size() / 2] << '\n';
    }
}
