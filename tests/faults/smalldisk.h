#pragma once

#include <QString>

namespace footfall {

// Before there is any thread: what this process mounts is its own, and goes with it. False if
// this system does not let it mount (root may, and whoever may make a user namespace).
bool mayMount();

// A disk that can be full: a tmpfs, mounted on a folder in this process's own name space.
class SmallDisk {
public:
    static constexpr qint64 wholeSize = qint64(1) << 30; // it takes only the memory that is used

    explicit SmallDisk(const QString &folder); // makes it
    ~SmallDisk();

    void leave(qint64 bytes); // as much is free now, more or less a page
    void empty() { resize(wholeSize); } // free again; what is on it stays

private:
    bool resize(qint64 bytes);
    const QByteArray m_folder;
};

}
