#pragma once

#include <QString>

namespace footfall {

// The faults inside the programs, switched while they run (preload.cpp has them):
//   sync-fails           the server's fdatasync: EIO
//   lose-acks            acknowledgements never arrive
//   double-frames        the server sends each frame twice
//   die-before-ack       once: a worker dies between COMMIT and acknowledgement
//   lose-commit-answer   once: PostgreSQL commits, and the connection is gone before it says so
//   sleep-before-commit  once: a worker is stopped (SIGSTOP) with its transaction open
//   sleep-in-copy        once: the same in the middle of COPY
class Switches {
public:
    explicit Switches(const QString &folder); // makes it; anybody may write there

    void set(const char *name);
    void clear(const char *name);
    void clearAll();

    // One that lasts has been felt since it was set; one for one time has been taken.
    bool isFelt(const char *name) const;
    bool isTaken(const char *name) const;

    QString folder() const { return m_folder; }

private:
    QString file(const char *name) const;
    const QString m_folder;
};

}
