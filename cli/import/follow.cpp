#include "cli/import/follow.h"

#include "cli/import/importprogress.h"

#include <QFile>
#include <QFileInfo>

#include <chrono>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace footfall::cli {

namespace {

constexpr auto slowly = 1s;
constexpr auto gatheringTime = 200ms;
constexpr qint64 lastWords = 60'000; // ms that a renamed file is still read after it last grew
constexpr qint64 reportEvery = 60'000; // ms
constexpr qint64 startBytes = 64;

}

Result<Follow::Identity> Follow::Identity::of(const QString &path)
{
    QFile file(path);
    struct stat status { };
    if (!file.open(QFile::ReadOnly | QFile::Unbuffered) || fstat(file.handle(), &status) != 0)
        return failed(file.errorString());
    return Identity {status.st_dev, status.st_ino, status.st_size, file.read(startBytes)};
}

bool Follow::Identity::isContinuedBy(const Identity &later) const
{
    return device == later.device && inode == later.inode && size <= later.size && later.start.startsWith(start);
}

Follow::Tail::Tail(ImportLines opened, const QString &path, const ImportOptions &options)
    : lines(std::move(opened))
    , file(path, options)
{
    lines.setGrowing(true);
    file.events.begin(lines.head());
    idle.start();
}

Follow::Follow(const QStringList &files, const ImportOptions &options, Importer &importer, ImportProgress &progress)
    : m_options(options)
    , m_importer(importer)
    , m_progress(progress)
{
    for (const QString &file : files) {
        m_paths.push_back({file, {}, {}, {}});
        m_watcher.addPath(QFileInfo(file).absolutePath());
    }
    const auto gather = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    QObject::connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_wait, gather);
    QObject::connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_wait, gather);
    m_soon.setSingleShot(true);
    m_soon.setInterval(gatheringTime);
    m_slow.setInterval(slowly);
    for (QTimer *timer : {&m_soon, &m_slow}) {
        // While the server is away a file may be rotated twice: each is opened in time.
        QObject::connect(timer, &QTimer::timeout, &m_wait, [this] {
            look();
            m_wait.quit();
        });
    }
}

void Follow::look()
{
    for (Path &path : m_paths) {
        const auto result = look(path);
        const QString complaint = result ? QString() : result.error().message;
        // Between a renaming and the new file there is none for a moment.
        if (path.tails.empty() && complaint != path.complaint)
            m_progress.report(u"%1: %2; waiting for it"_s.arg(path.name, complaint));
        path.complaint = complaint;
    }
}

Result<void> Follow::look(Path &path)
{
    const auto now = Identity::of(path.name);
    if (!now)
        return tl::unexpected(now.error());
    if (!m_watcher.files().contains(path.name))
        m_watcher.addPath(path.name);
    if (!path.identity || !path.identity->isContinuedBy(*now)) {
        if (path.identity) {
            // The same file, but cut: where it was read up to there are other lines now, or none.
            const bool isCut = path.identity->inode == now->inode && path.identity->device == now->device;
            path.tails.back()->state = isCut ? Tail::Over : Tail::Renamed;
            path.identity.reset();
        }
        auto lines = ImportLines::open(path.name);
        if (!lines)
            return tl::unexpected(lines.error());
        path.tails.push_back(std::make_unique<Tail>(std::move(*lines), path.name, m_options));
    }
    path.identity = *now;
    return {};
}

Result<void> Follow::run()
{
    m_slow.start();
    m_reported.start();
    while (true) {
        look();
        const bool isTime = m_isStopped || m_reported.hasExpired(reportEvery);
        for (Path &path : m_paths) {
            if (const auto result = readAll(path); !result)
                return result;
            for (const auto &tail : path.tails) {
                if (isTime)
                    m_importer.report(tail->file);
            }
            std::erase_if(path.tails, [](const auto &tail) { return tail->state == Tail::Over; });
        }
        if (isTime)
            m_reported.restart();
        if (m_isStopped)
            return {};
        m_wait.exec();
    }
}

Result<void> Follow::readAll(Path &path)
{
    // By index: look() adds tails while a request waits for its answer.
    for (std::size_t i = 0; i < path.tails.size(); ++i) {
        if (const auto result = read(*path.tails[i]); !result)
            return result;
    }
    return m_importer.send();
}

Result<void> Follow::read(Tail &tail)
{
    if (tail.state == Tail::Over)
        return {};
    const bool isLast = tail.state == Tail::Renamed && tail.idle.hasExpired(lastWords);
    tail.lines.setGrowing(!isLast);
    while (!m_isStopped || !m_stopBy.hasExpired()) {
        const auto line = tail.lines.next();
        if (!line)
            return failed(u"%1: %2"_s.arg(tail.file.name, line.error().message));
        if (!*line)
            break;
        tail.idle.restart();
        if (const auto result = m_importer.take(tail.file, **line); !result)
            return result;
    }
    if (isLast)
        tail.state = Tail::Over;
    return {};
}

void Follow::stop()
{
    m_isStopped = true;
    m_stopBy.setRemainingTime(5s);
    m_wait.quit();
}

}
