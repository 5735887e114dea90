#include "server/stats/query/loading.h"

#include "server/stats/databasetime.h"

#include <QLocale>

#include <unordered_map>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

tl::unexpected<DbError> tooLarge(std::int64_t rows, std::size_t bytes, std::size_t limit)
{
    const QLocale c = QLocale::c();
    return tl::unexpected(DbError {questionTooLarge,
        u"Too much for one question: %1 events in %2, and --query-cache allows %3; ask for fewer days"_s.arg(
            c.toString(qlonglong(rows)), c.formattedDataSize(qint64(bytes)), c.formattedDataSize(qint64(limit)))});
}

}

DbResult<std::vector<LoadedSegment>> loadSegments(const Source &source, const std::string &site, Timestamp begin, Timestamp end)
{
    std::vector<LoadedSegment> segments;
    if (begin >= end)
        return segments;
    const Params days = Params().add(site).add(day(begin)).add(day(end - 1));
    const auto rows = source.connection.run("segments_of_days", Params(days).add(time(begin)).add(time(end)));
    if (!rows)
        return tl::unexpected(rows.error());
    std::unordered_map<std::int64_t, std::size_t> missing; // by id, the place in `segments`
    std::int64_t events = 0;
    std::size_t bytes = 0;
    for (int row = 0; row < rows->count(); ++row) {
        const std::int64_t id = rows->number(row, 0);
        events += rows->number(row, 2);
        bytes += std::size_t(rows->number(row, 6));
        segments.push_back({id, std::int32_t(rows->number(row, 1)), rows->number(row, 3), rows->number(row, 4),
            rows->number(row, 5), source.cache.find(id)});
        if (!segments.back().decoded)
            missing.emplace(id, segments.size() - 1);
    }
    if (bytes > source.cache.questionLimit())
        return tooLarge(events, bytes, source.cache.questionLimit());
    if (missing.empty())
        return segments;

    QString damage;
    const auto read = source.connection.each("segment_bodies",
        Params(days).addArray(missing, [](const auto &one) { return one.first; }), [&](const Rows &body) {
            const auto place = missing.find(body.number(0, 0));
            auto decoded = DecodedSegment::open(std::string(body.text(0, 1)));
            if (decoded && place != missing.end())
                segments[place->second].decoded = std::move(*decoded);
            else if (!decoded)
                damage = decoded.error().message;
        });
    if (!read)
        return tl::unexpected(read.error());
    for (const LoadedSegment &segment : segments) {
        if (!segment.decoded)
            return tl::unexpected(DbError {dataCorrupted, damage.isEmpty() ? u"A segment is not there"_s : damage});
    }
    return segments;
}

}
