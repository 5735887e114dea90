#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace footfall::server {

// What SegmentCache keeps beside segments. Once it is kept, any threads use it.
class Cached {
public:
    virtual ~Cached() = default;
    virtual std::size_t bytes() const = 0; // of memory, about
};

// Another number for each call, for as long as the process lives.
inline std::uint64_t nextSerial()
{
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

}
