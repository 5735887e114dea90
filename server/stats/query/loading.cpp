#include "server/stats/query/loading.h"

#include "server/stats/databasetime.h"

#include <QLocale>

#include <algorithm>
#include <unordered_map>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

// What a row may take decoded, however few bytes it has in a segment.
constexpr std::size_t bytesOfRow = 8;

tl::unexpected<DbError> tooLarge(std::int64_t rows, std::size_t bytes, std::size_t limit)
{
    const QLocale c = QLocale::c();
    return tl::unexpected(DbError {questionTooLarge,
        u"Too much for one question: %1 events in %2, and --query-cache allows %3; ask for fewer days"_s.arg(
            c.toString(qlonglong(rows)), c.formattedDataSize(qint64(bytes)), c.formattedDataSize(qint64(limit)))});
}

tl::unexpected<DbError> corrupted(const Error &error)
{
    return tl::unexpected(DbError {dataCorrupted, error.message});
}

}

DbResult<void> loadSegments(const Source &source, const std::string &site, Timestamp begin, Timestamp end,
    const std::function<Result<void>(const LoadedSegment &)> &take)
{
    if (begin >= end)
        return {};
    const Params days = Params().add(site).add(day(begin)).add(day(end - 1));
    const auto rows = source.connection.run("segments_to_read", Params(days).add(time(begin)).add(time(end)));
    if (!rows)
        return tl::unexpected(rows.error());
    std::vector<LoadedSegment> cached;
    std::unordered_map<std::int64_t, LoadedSegment> missing; // by id
    std::int64_t events = 0;
    std::size_t bytes = 0;
    for (int row = 0; row < rows->count(); ++row) {
        const std::int64_t id = rows->number(row, 0);
        const LoadedSegment segment {id, std::int32_t(rows->number(row, 1)), rows->number(row, 3), rows->number(row, 4),
            rows->number(row, 5), source.cache.find(id)};
        events += rows->number(row, 2);
        bytes += std::max(std::size_t(rows->number(row, 6)), std::size_t(rows->number(row, 2)) * bytesOfRow);
        if (segment.decoded)
            cached.push_back(segment);
        else
            missing.emplace(id, segment);
    }
    if (bytes > source.cache.questionLimit())
        return tooLarge(events, bytes, source.cache.questionLimit());

    Result<void> taken;
    const auto takeAndKeep = [&](const LoadedSegment &segment) {
        taken = take(segment);
        if (taken)
            source.cache.keep(segment.id, segment.decoded);
    };
    for (auto segment = cached.begin(); taken && segment != cached.end(); ++segment)
        takeAndKeep(*segment);
    if (!taken)
        return corrupted(taken.error());
    if (missing.empty())
        return {};
    const auto read = source.connection.each("read_segments",
        Params(days).addArray(missing, [](const auto &one) { return one.first; }), [&](const Rows &body) {
            const auto found = missing.find(body.number(0, 0));
            if (!taken || found == missing.end())
                return;
            auto decoded = DecodedSegment::open(std::string(body.text(0, 1)));
            if (!decoded) {
                taken = tl::unexpected(decoded.error());
                return;
            }
            found->second.decoded = std::move(*decoded);
            takeAndKeep(found->second);
            missing.erase(found);
        });
    if (!read)
        return read;
    if (!taken)
        return corrupted(taken.error());
    return missing.empty() ? DbResult<void>() : corrupted({Error::Kind::Failed, u"A segment is not there"_s});
}

}
