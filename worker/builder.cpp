#include "worker/builder.h"

#include "worker/tallying.h"
#include "worker/userfold.h"

#include <QDebug>

using namespace std::chrono_literals;

namespace footfall::worker {

namespace {

// Nobody waits for its locks but other builders; they, not for ever for one that sleeps. Its
// statements probe indexes, whatever the planner thinks of tables that grow as it works.
constexpr char builderOptions[] = "-c idle_in_transaction_session_timeout=10s -c lock_timeout=20s"
                                  " -c enable_hashjoin=off -c enable_mergejoin=off -c max_parallel_workers_per_gather=0";

constexpr char noSuchTable[] = "42P01"; // PostgreSQL's: not migrated yet, which the database's thread does

constexpr std::chrono::milliseconds lookEvery = 1s, afterError = 5s;
constexpr std::chrono::milliseconds foldAllEvery = 5min;
// Late events are mostly of the last weeks; to look through years takes a while.
constexpr std::chrono::milliseconds tallyEvery = 1min, tallyAllEvery = 1h;
constexpr Timestamp lately = 40 * microsPerDay; // the last month and its days, whatever day it is
constexpr std::int64_t enough = 500; // visitors in a site's news: a reader looks up as many in a few ms
// In one fold, or a few more: some 50 MB. Each fold touches most pages of a large site's
// user_numbers, so that fewer and larger ones are faster.
constexpr std::int64_t mostNews = 500'000;

std::chrono::milliseconds now()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}

Builder::Builder(QString databaseUrl)
    : m_connection(std::move(databaseUrl), QString::fromLatin1(builderOptions))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Builder::~Builder()
{
    m_thread.request_stop();
    m_thread.join();
}

void Builder::run(const std::stop_token &stop)
{
    std::chrono::milliseconds nextFoldAll = now(), nextTally = now(), nextTallyAll = now();
    while (!stop.stop_requested()) {
        const std::chrono::milliseconds begin = now();
        const bool all = begin >= nextFoldAll;
        const auto hasMore = fold(all ? 1 : enough, stop);
        if (all && hasMore && !*hasMore)
            nextFoldAll = begin + foldAllEvery;
        if (const auto tallyBegin = now(); hasMore && tallyBegin >= nextTally) {
            const bool ofAllTime = tallyBegin >= nextTallyAll;
            const auto hasMoreToTally = tally(ofAllTime ? 0 : systemNow() - lately, stop);
            if (!hasMoreToTally || !*hasMoreToTally)
                nextTally = tallyBegin + tallyEvery;
            if (ofAllTime && hasMoreToTally && !*hasMoreToTally)
                nextTallyAll = tallyBegin + tallyAllEvery;
        }
        // At work for four fifths of the time at most, so that batches find PostgreSQL's disk and caches.
        const auto pause = std::max((now() - begin) / 4, !hasMore ? afterError : *hasMore ? 0ms : lookEvery);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, stop, pause, [] { return false; });
    }
    m_connection.close();
}

// Once for each site whose news are of `least` visitors. Whether there was a site with more
// than one fold takes. That PostgreSQL is away, the database's thread says.
DbResult<bool> Builder::fold(std::int64_t least, const std::stop_token &stop)
{
    if (!m_connection.isOpen()) {
        if (auto opened = m_connection.open(); !opened)
            return tl::unexpected(opened.error());
    }
    const auto sites = m_connection.run("news_sites");
    if (!sites) {
        if (m_connection.isOpen() && sites.error().sqlState != noSuchTable)
            qWarning().noquote() << "Users of ranges:" << sites.error().message;
        return tl::unexpected(sites.error());
    }
    bool hasMore = false;
    for (int row = 0; row < sites->count() && sites->number(row, 1) >= least && !stop.stop_requested(); ++row) {
        const auto folded = foldUserNews(m_connection, std::string(sites->text(row, 0)), mostNews);
        if (!folded && !m_connection.isOpen())
            return tl::unexpected(folded.error());
        if (!folded) // not the other sites' fault
            qWarning().noquote() << "Users of ranges, site" << sites->string(row, 0) << ':' << folded.error().message;
        else
            hasMore = hasMore || sites->number(row, 1) - *folded >= enough;
    }
    return hasMore;
}

DbResult<bool> Builder::tally(Timestamp since, const std::stop_token &stop)
{
    const auto hasMore = tallyEnded(m_connection, since, systemNow(), stop);
    if (!hasMore && m_connection.isOpen() && hasMore.error().sqlState != noSuchTable)
        qWarning().noquote() << "Tallies of ended days:" << hasMore.error().message;
    return hasMore;
}

}
