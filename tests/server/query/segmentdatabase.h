#pragma once

#include "common/db/migrations.h"
#include "common/db/segmentcopy.h"
#include "common/db/transaction.h"
#include "common/segment/merge.h"
#include "server/stats/query/segmentquestion.h"
#include "tests/common/segment/segmentrows.h"
#include "tests/support/postgres.h"

namespace footfall::server {

// A migrated database with nothing in it but segments. Whatever fails ends the test program.
class SegmentDatabase {
public:
    const QString url;
    Connection connection;

    explicit SegmentDatabase(const QString &address) // of a TestPostgres
        : url(address)
        , connection(address)
    {
        need(connection.open());
        need(migrate(connection));
    }

    // As small ones, of these events in any order.
    void write(std::span<const Event> events)
    {
        std::vector<const Event *> pointers;
        for (const Event &event : events)
            pointers.push_back(&event);
        write(daySegments(pointers, plainUserHash));
    }
    void write(const std::vector<DaySegment> &segments)
    {
        need(connection.execute("BEGIN"));
        need(connection.copyIn("copy_fresh", segmentTuples(segments)));
        need(connection.execute("COMMIT"));
    }

    // What is written, as it is, from `fresh` to `segments`, where `condition` (SQL) holds.
    void move(const QByteArray &condition)
    {
        need(connection.execute("WITH taken AS (DELETE FROM fresh WHERE " + condition + " RETURNING *)"
                                " INSERT INTO segments SELECT * FROM taken"));
    }

    DbResult<SegmentAnswer> ask(SegmentCache &cache, const SegmentQuestion &question)
    {
        const auto snapshot = Transaction::beginReading(connection);
        need(snapshot.map([](const auto &) {}));
        return askSegments({connection, cache}, question);
    }

    template <typename T>
    static T need(const DbResult<T> &result)
    {
        if (!result)
            qFatal("%s %s", result.error().sqlState.c_str(), qPrintable(result.error().message));
        if constexpr (!std::is_void_v<T>)
            return *result;
    }
};

// Of one site and day, as one.
inline DaySegment merged(std::span<const DaySegment> parts)
{
    DaySegment whole = parts.front();
    std::vector<std::string_view> bodies;
    for (const DaySegment &part : parts) {
        bodies.push_back(part.body);
        if (&part == parts.data())
            continue;
        whole.rows += part.rows;
        whole.events += part.events;
        whole.views += part.views;
        whole.bots += part.bots;
        whole.first = std::min(whole.first, part.first);
        whole.last = std::max(whole.last, part.last);
    }
    const auto body = mergeSegments(bodies);
    if (!body)
        qFatal("%s", qPrintable(body.error().message));
    whole.body = *body;
    const auto reader = SegmentReader::open(whole.body);
    whole.users = reader->users();
    whole.rawBytes = reader->rawBytes();
    return whole;
}

}
