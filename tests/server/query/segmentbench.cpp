// How long questions take of segments of made-up events: `segmentbench EVENTS [PATHS] [SEGMENTS]`. One site, 30
// days, so many segments a day (1); in milliseconds, cold (nothing cached) and warm (median of nine).
#include "tests/server/query/segmentdatabase.h"

#include <chrono>
#include <cmath>
#include <cstdio>

using namespace footfall;
using namespace footfall::server;

namespace {

constexpr std::int32_t firstDay = 20'000;
constexpr int days = 30;


double unit(std::mt19937_64 &random) { return double(random() >> 11) * 0x1p-53; }

std::string pathOf(std::size_t number)
{
    return "/section-" + std::to_string(number % 12) + "/a-page-of-some-words-" + std::to_string(number);
}

std::vector<Event> eventsOf(std::mt19937_64 &random, std::int32_t day, std::size_t count, std::size_t users, std::size_t paths)
{
    const char *browsers[] = {"Chrome", "Safari", "Firefox", "Edge"}, *devices[] = {"desktop", "mobile", "tablet"};
    std::vector<Event> events;
    while (events.size() < count) {
        const auto user = std::size_t(double(users) * unit(random) * unit(random));
        Timestamp time = day * microsPerDay + Timestamp(unit(random) * double(microsPerDay - 4 * microsPerHour));
        for (std::size_t left = 1 + random() % 8; left > 0 && events.size() < count; --left) {
            Event &event = events.emplace_back();
            event.siteId = "s";
            event.eventType = random() % 100 < 86 ? pageView : random() % 2 ? "click" : "signup";
            event.userId = "user-" + std::to_string(user);
            event.path = pathOf(std::size_t(std::pow(double(paths), unit(random))) - 1);
            event.timestamp = time;
            event.browser = browsers[user % 7 % 4];
            event.device = devices[user % 5 % 3];
            event.os = user % 3 ? "Windows" : "macOS";
            event.country = std::string(1, char('A' + user % 11)) + char('A' + user % 7);
            event.referrer = random() % 3 ? "" : "https://www.example-" + std::to_string(random() % 300) + ".org/";
            event.bot = user % 50 == 0 ? "GPTBot" : "";
            time += Timestamp(unit(random) * 240e6);
        }
    }
    return events;
}

double millisOf(const std::function<void()> &what)
{
    const auto begin = std::chrono::steady_clock::now();
    what();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
    const std::size_t paths = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 50'000;
    const std::size_t segments = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
    std::mt19937_64 random(1);
    TestPostgres postgres;
    if (!postgres.start())
        return 1;
    SegmentDatabase database(postgres.newDatabase());
    std::size_t bodies = 0, raw = 0;
    for (std::int32_t day = firstDay; day < firstDay + days; ++day) {
        const std::vector<Event> events = eventsOf(random, day, count / days, count / 4, paths);
        std::vector<DaySegment> parts;
        const std::size_t size = segments > 1 ? events.size() / segments + 1 : 50'000;
        for (std::size_t begin = 0; begin < events.size(); begin += size) {
            std::vector<const Event *> some;
            for (std::size_t i = begin; i < std::min(events.size(), begin + size); ++i)
                some.push_back(&events[i]);
            for (DaySegment &part : daySegments(some, plainUserHash))
                parts.push_back(std::move(part));
        }
        if (segments == 1)
            parts = {merged(parts)};
        for (const DaySegment &part : parts) {
            bodies += part.body.size();
            raw += part.rawBytes;
        }
        database.write(parts);
    }
    database.move("true");
    SegmentDatabase::need(database.connection.execute("ANALYZE segments"));
    std::printf("%zu events, %.1f bytes each, %.1f decompressed\n", count, double(bodies) / double(count), double(raw) / double(count));

    const Timestamp begin = firstDay * microsPerDay, end = begin + days * microsPerDay, quarter = 5 * microsPerSlot;
    std::vector<Timestamp> byDay, byHour;
    for (Timestamp time = begin; time <= end; time += microsPerDay)
        byDay.push_back(time);
    for (Timestamp time = begin; time <= end; time += microsPerHour)
        byHour.push_back(time);
    const std::pair<const char *, SegmentQuestion> questions[] = {
        {"a day: views and users", {"s", {end - microsPerDay, end}}},
        {"a day: paths with users", {"s", {end - microsPerDay, end}, {}, "path"}},
        {"30 days: views and users", {"s", {begin, end}}},
        {"the same, edges cut", {"s", {begin + quarter, end - quarter}}},
        {"the same by day", {"s", byDay}},
        {"the same by hour", {"s", byHour}},
        {"30 days: paths with users", {"s", {begin, end}, {}, "path"}},
        {"the same, browser given", {"s", {begin, end}, {{"browser", "Firefox"}}, "path"}},
        {"the same, path given", {"s", {begin, end}, {{"path", pathOf(100)}}}},
        {"30 days: countries with users", {"s", {begin, end}, {}, "country"}},
    };
    for (const auto &[name, question] : questions) {
        SegmentCache cache(1 << 30);
        const auto ask = [&] {
            const auto answer = SegmentDatabase::need(database.ask(cache, question));
            if (!question.dimension.empty())
                answer.values.ranking({10, 0, {}});
        };
        const double cold = millisOf(ask);
        std::vector<double> warm;
        for (int i = 0; i < 9; ++i)
            warm.push_back(millisOf(ask));
        std::sort(warm.begin(), warm.end());
        std::printf("%-32s %8.1f cold %8.1f warm %8.1f MiB cached\n", name, cold, warm[4], double(cache.bytes()) / 1048576);
    }
    return 0;
}
