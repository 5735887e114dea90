#include "server/spool/spool.h"

#include "server/spool/spoolrescue.h"

#include <QDebug>
#include <QFile>

#include <algorithm>
#include <sys/statvfs.h>

using namespace Qt::StringLiterals;

namespace footfall::server {

namespace {

constexpr std::size_t frameBytes = 256 << 10; // a frame is larger only if one event is
constexpr std::size_t mostGathered = 32; // appends: so many are one commit's worth
constexpr std::size_t maxWaiting = 64 << 20; // bytes of appends that wait for the disk

// The log is moved beside the commits once it has grown to so much. What is logged meanwhile is moved
// between two commits if it is little, so that the log can begin anew; else beside them again.
constexpr qint64 checkpointBytes = 4 << 20;
constexpr qint64 littleOfTheLog = 512 << 10;

// The events of all appends, packed into as few frames as may be. An append may span frames:
// they are one commit.
std::vector<SpoolStore::NewFrame> pack(const std::vector<Spool::Append> &appends)
{
    std::vector<SpoolStore::NewFrame> frames;
    const auto put = [&](std::string_view lines, std::uint32_t events) {
        if (frames.empty() || frames.back().body.size() + lines.size() > frameBytes)
            frames.emplace_back();
        frames.back().body += lines;
        frames.back().events += events;
    };
    for (const Spool::Append &append : appends) {
        if (append.lines.size() <= frameBytes) {
            put(append.lines, append.events);
            continue;
        }
        for (std::string_view rest = append.lines; !rest.empty();) {
            const std::size_t end = rest.find('\n') + 1;
            put(rest.substr(0, end), 1);
            rest.remove_prefix(end);
        }
    }
    return frames;
}

// Takes out those that there is no room for; the ones that still fit stay, in their order.
std::vector<Spool::Append> takeTooMuch(std::vector<Spool::Append> &appends, qint64 room)
{
    const auto fits = [&room](const Spool::Append &append) {
        const auto bytes = qint64(append.lines.size());
        const bool isRoom = bytes <= room;
        room -= isRoom ? bytes : 0;
        return isRoom;
    };
    const auto from = std::stable_partition(appends.begin(), appends.end(), fits);
    std::vector<Spool::Append> tooMuch(std::make_move_iterator(from), std::make_move_iterator(appends.end()));
    appends.erase(from, appends.end());
    return tooMuch;
}

// Answers all of one commit with one event for each thread that waits.
void deliver(std::vector<Spool::Append> appends, const Result<void> &outcome)
{
    std::stable_sort(appends.begin(), appends.end(), [](const auto &a, const auto &b) { return a.context < b.context; });
    for (auto from = appends.begin(); from != appends.end();) {
        const auto to = std::find_if(from, appends.end(), [&](const auto &a) { return a.context != from->context; });
        std::vector<std::function<void(const Result<void> &)>> calls;
        for (auto it = from; it != to; ++it)
            calls.push_back(std::move(it->done));
        QMetaObject::invokeMethod(
            from->context,
            [calls = std::move(calls), outcome] {
                for (const auto &call : calls)
                    call(outcome);
            },
            Qt::QueuedConnection);
        from = to;
    }
}

}

Result<std::unique_ptr<Spool>> Spool::open(
    const QString &folder, qint64 limit, Clock clock, std::function<void()> committed)
{
    std::unique_ptr<Spool> spool(new Spool(folder, limit, std::move(clock), std::move(committed)));
    return spool->m_opened.get_future().get().map([&] { return std::move(spool); });
}

Spool::Spool(QString folder, qint64 limit, Clock clock, std::function<void()> committed)
    : m_folder(std::move(folder))
    , m_limit(limit)
    , m_clock(std::move(clock))
    , m_committed(std::move(committed))
    , m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

Spool::~Spool()
{
    close();
}

void Spool::close()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isClosed = true;
    }
    m_thread.request_stop();
    if (m_thread.joinable())
        m_thread.join();
}

void Spool::append(Append append)
{
    std::optional<Error> refused;
    {
        const std::lock_guard lock(m_mutex);
        if (m_isClosed)
            refused = Error {Error::Kind::Unavailable, u"The server is stopping"_s};
        else if (m_refusal && m_refusal->kind == Error::Kind::Failed)
            refused = m_refusal;
        else if (m_appendBytes + append.lines.size() > maxWaiting)
            refused = Error {Error::Kind::Full, u"The disk is too slow for what arrives; try again"_s};
        else {
            m_appendBytes += append.lines.size();
            m_isGathered = m_isGathered || !append.mayGather || m_appends.size() >= mostGathered;
            m_appends.push_back(std::move(append));
            if (m_isGathered)
                m_wake.notify_one();
        }
    }
    if (!refused)
        return;
    std::vector<Append> one;
    one.push_back(std::move(append));
    deliver(std::move(one), tl::unexpected(*refused));
}

void Spool::commitGathered()
{
    const std::lock_guard lock(m_mutex);
    if (m_appends.empty() || m_isGathered)
        return;
    m_isGathered = true;
    m_wake.notify_one();
}

void Spool::acknowledge(const std::vector<qint64> &ids)
{
    const std::lock_guard lock(m_mutex);
    m_acknowledged.insert(m_acknowledged.end(), ids.begin(), ids.end());
    m_wake.notify_one();
}

void Spool::forget(const std::string &producer)
{
    const std::lock_guard lock(m_mutex);
    m_forgotten.push_back(producer);
    m_wake.notify_one();
}

SpoolSize Spool::size() const
{
    const std::lock_guard lock(m_mutex);
    return m_size;
}

std::map<std::string, std::uint64_t> Spool::lowWatermarks() const
{
    const std::lock_guard lock(m_mutex);
    return m_lowWatermarks;
}

std::optional<Error> Spool::refusal() const
{
    const std::lock_guard lock(m_mutex);
    return m_refusal;
}

void Spool::run(const std::stop_token &stop)
{
    auto store = SpoolStore::open(m_folder, m_clock);
    if (!store)
        return m_opened.set_value(tl::unexpected(store.error()));
    m_store = std::move(*store);
    m_checkpointer = std::make_unique<Checkpointer>(m_store->path());
    m_producer = m_store->producer();
    m_damaged = damagedSpools(m_folder).size();
    publish({});
    m_opened.set_value({});
    if (const Result<void> outcome = serve(stop); !outcome) {
        qCritical().noquote() << outcome.error().message << "- nothing is accepted any more";
        publish(outcome.error());
        // What has come in meanwhile is refused, as append() refuses the rest.
        std::vector<Append> late;
        {
            const std::lock_guard lock(m_mutex);
            late.swap(m_appends);
        }
        deliver(std::move(late), outcome);
    }
    m_checkpointer.reset();
    m_store.reset();
}

// Returns when it is told to stop, and with an error when the disk has failed.
Result<void> Spool::serve(const std::stop_token &stop)
{
    std::vector<qint64> acknowledged; // and not yet deleted
    for (;;) {
        Work work = next(stop, !acknowledged.empty() || refusal());
        if (work.appends.empty() && stop.stop_requested())
            return {};
        acknowledged.insert(acknowledged.end(), work.acknowledged.begin(), work.acknowledged.end());

        const auto left = work.appends.empty() && !refusal() ? Room() : room();
        const std::vector<Append> tooMuch = left ? takeTooMuch(work.appends, left->bytes) : std::vector<Append>();
        auto outcome = left.and_then([&](const Room &) { return m_store->commit(acknowledged, pack(work.appends)); });
        if (outcome)
            acknowledged.clear();
        else if (outcome.error().kind == Error::Kind::Full && !acknowledged.empty()) {
            // No room for what is new; but deleting is what makes some.
            if (auto deleted = m_store->commit(acknowledged, {}))
                acknowledged.clear();
            else if (deleted.error().kind == Error::Kind::Failed)
                outcome = deleted;
        }
        if (auto forgotten = forgetAll(work.forgotten); !forgotten && outcome)
            outcome = forgotten;
        std::optional<Error> refusal;
        if (!outcome)
            refusal = outcome.error();
        else if (left->bytes < 0 || !tooMuch.empty())
            refusal = Error {Error::Kind::Full, left->why};
        publish(refusal);
        for (const Append &append : work.appends)
            m_accepted += outcome ? append.events : 0;
        deliver(std::move(work.appends), outcome);
        if (refusal)
            deliver(tooMuch, tl::unexpected(*refusal));
        m_committed();
        if (!outcome && outcome.error().kind == Error::Kind::Failed)
            return outcome;
        // What was committed is answered by now: nobody waits for this.
        const auto tidied = moveLog().and_then([&] { return giveRoomBack(stop); });
        if (!tidied && tidied.error().kind == Error::Kind::Failed)
            return tidied;
    }
}

// Waits for something to do. `retry`: the disk or the spool was full; in a second it is seen
// whether it still is.
Spool::Work Spool::next(const std::stop_token &stop, bool retry)
{
    std::unique_lock lock(m_mutex);
    const auto isThere
        = [this] { return m_isGathered || !m_acknowledged.empty() || !m_forgotten.empty(); };
    if (retry)
        m_wake.wait_for(lock, stop, std::chrono::seconds(1), isThere);
    else
        m_wake.wait(lock, stop, isThere);
    m_appendBytes = 0;
    m_isGathered = false;
    return {std::exchange(m_appends, {}), std::exchange(m_acknowledged, {}), std::exchange(m_forgotten, {})};
}

Result<void> Spool::forgetAll(const std::vector<std::string> &producers)
{
    for (const std::string &producer : producers) {
        if (auto done = m_store->forget(producer); !done)
            return done;
    }
    return {};
}

Result<void> Spool::moveLog()
{
    if (const auto moved = m_checkpointer->takeOutcome()) {
        if (!*moved)
            return *moved;
        if (m_store->logBytes() - m_logBefore <= littleOfTheLog)
            return m_store->checkpoint();
    }
    if (!m_checkpointer->isBusy() && m_store->logBytes() >= checkpointBytes) {
        m_logBefore = m_store->logBytes();
        m_checkpointer->start();
    }
    return {};
}

Result<void> Spool::giveRoomBack(const std::stop_token &stop)
{
    for (bool isMore = true; isMore && !isAppendWaiting() && !stop.stop_requested();) {
        const auto given = m_store->giveRoomBack();
        if (!given)
            return tl::unexpected(given.error());
        isMore = *given;
    }
    return {};
}

bool Spool::isAppendWaiting() const
{
    const std::lock_guard lock(m_mutex);
    return !m_appends.empty();
}

// Deleting needs room on the disk too, so the last of it is not for appends.
Result<Spool::Room> Spool::room() const
{
    struct statvfs disk {};
    if (statvfs(QFile::encodeName(m_folder).constData(), &disk) != 0)
        return failed(u"spool: statvfs: %1"_s.arg(QString::fromLocal8Bit(strerror(errno))));
    const qint64 available = qint64(disk.f_bavail) * qint64(disk.f_frsize);
    const qint64 reserve = std::max<qint64>(qint64(disk.f_blocks) * qint64(disk.f_frsize) / 20, 64 << 20);
    const Room onDisk {available - reserve, u"The spool's disk is full"_s};
    const Room inLimit {m_limit - m_store->size().bytes, u"The spool is full (--spool-limit)"_s};
    return inLimit.bytes <= onDisk.bytes ? inLimit : onDisk;
}

void Spool::publish(const std::optional<Error> &refusal)
{
    const std::lock_guard lock(m_mutex);
    m_size = m_store->size();
    m_lowWatermarks = m_store->lowWatermarks().all();
    m_refusal = refusal;
}

}
