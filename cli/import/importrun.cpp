#include "cli/import/importrun.h"

#include "cli/import/importprogress.h"
#include "cli/ingestclient.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

namespace {

constexpr std::chrono::milliseconds firstPause = 20ms;
constexpr std::chrono::milliseconds longestPause = 1s;
constexpr std::chrono::milliseconds sayAfter = 3s;

std::chrono::milliseconds elapsed(const QElapsedTimer &timer)
{
    return std::chrono::milliseconds(timer.elapsed());
}

}

QUrlQuery ImportRun::query() const
{
    return {{u"import"_s, m_id.toString(QUuid::WithoutBraces)}};
}

std::optional<ImportRun::Outcome> ImportRun::outcome(qint64 sent, std::chrono::milliseconds patience)
{
    if (sent == 0)
        return Outcome();
    QElapsedTimer started, moved;
    started.start();
    moved.start();
    qint64 last = 0;
    bool hasSaid = false;
    for (auto pause = firstPause;; pause = std::min(2 * pause, longestPause)) {
        // A request that got no answer was sent again, so that the server may have more events of this
        // run than it has said: then they are all there when nothing waits that was sent by now.
        const bool isDrained = m_client.hasResent() && hasDrained(elapsed(started));
        if (const auto now = counts()) {
            const qint64 known = now->counted + now->alreadyCounted + now->rejected;
            if (m_client.hasResent() ? isDrained : known >= sent)
                return Outcome {sent - now->counted - now->rejected, now->rejected};
            if (known > last)
                moved.restart();
            last = known;
        }
        if (m_client.isStopped() || elapsed(moved) >= patience)
            return std::nullopt;
        if (!hasSaid && elapsed(started) > sayAfter) {
            m_progress.report(u"Waiting until all events are in the database, to know which were already counted"_s);
            hasSaid = true;
        }
        m_client.wait(pause);
    }
}

std::optional<ImportRun::Counts> ImportRun::counts()
{
    const auto answer = m_client.get(u"/import"_s, {{u"id"_s, m_id.toString(QUuid::WithoutBraces)}});
    if (!answer || answer->status != 200)
        return std::nullopt;
    const auto number = [&](QLatin1StringView name) { return answer->body.value(name).toInteger(); };
    return Counts {number("counted"_L1), number("already_counted"_L1), number("rejected"_L1)};
}

// Whether all that was sent before the last `since` is in the database.
bool ImportRun::hasDrained(std::chrono::milliseconds since)
{
    const auto answer = m_client.get(u"/health"_s);
    if (!answer || !answer->body.contains("queue_size"_L1))
        return false;
    const double oldest = answer->body.value("oldest_seconds"_L1).toDouble();
    return answer->body.value("queue_size"_L1).toInteger() == 0 || oldest * 1000 < double(since.count());
}

}
