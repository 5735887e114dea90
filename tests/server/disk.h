#pragma once

#include <atomic>

namespace footfall {

// The disk as a test program's own code and SQLite see it: counts what reaches it, and fails
// when told to, which a real one can't be made to do.
struct Disk {
    static std::atomic<int> syncs; // fdatasync calls that have succeeded
    static std::atomic<bool> syncFails; // fdatasync: EIO
    static std::atomic<bool> isFull; // pwrite: ENOSPC
    static std::atomic<bool> isAlmostFull; // statvfs: a MiB is left

    static void mend()
    {
        syncFails = isFull = isAlmostFull = false;
    }
};

}
