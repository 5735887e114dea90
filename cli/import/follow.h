#pragma once

#include "cli/import/importer.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFileSystemWatcher>
#include <QStringList>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace footfall::cli {

// Imports files that grow, as `tail -F` shows them: over rotation, by renaming (the old file is
// read to its end, and for a minute longer, since the server may go on writing to it) and by copying
// and truncating. Each file is read from its beginning: what was sent before counts nothing again.
//
// Changes are heard of from the system (inotify), and looked for once a second where it says nothing.
// Lives in a thread with an event loop, which runs while run() waits.
class Follow {
public:
    Follow(const QStringList &files, const ImportOptions &options, Importer &importer, ImportProgress &progress);

    // Returns after stop(), when what is there has been read, for some seconds at most, and sent. A file that is not
    // there is waited for. Fails as Importer::import() does.
    Result<void> run();
    void stop();

private:
    // What tells a file from another of the same name, or from itself after it was cut.
    struct Identity {
        quint64 device = 0;
        quint64 inode = 0;
        qint64 size = 0;
        QByteArray start; // the first bytes

        static Result<Identity> of(const QString &path);
        bool isContinuedBy(const Identity &later) const;
    };
    // An open file, whatever its name is by now.
    struct Tail {
        Tail(ImportLines opened, const QString &path, const ImportOptions &options);

        ImportLines lines;
        ImportedFile file;
        QElapsedTimer idle;
        enum { Growing, Renamed, Over } state = Growing;
    };
    struct Path {
        QString name;
        std::optional<Identity> identity; // of what the newest tail reads
        std::vector<std::unique_ptr<Tail>> tails;
        QString complaint; // why it cannot be opened; said once
    };

    void look();
    Result<void> look(Path &path);
    Result<void> readAll(Path &path);
    Result<void> read(Tail &tail);

    const ImportOptions m_options;
    Importer &m_importer;
    ImportProgress &m_progress;
    std::vector<Path> m_paths;
    QFileSystemWatcher m_watcher;
    QTimer m_slow; // looks without being told
    QTimer m_soon; // gathers what is told in a moment
    QEventLoop m_wait;
    QElapsedTimer m_reported;
    bool m_isStopped = false;
    QDeadlineTimer m_stopBy; // when it is
};

}
