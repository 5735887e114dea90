#include "common/wakeup.h"

#include <cerrno>
#include <cstring>
#include <sys/eventfd.h>
#include <unistd.h>

namespace footfall {

Wakeup::Wakeup()
    : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_fd < 0)
        qFatal("eventfd: %s", strerror(errno));
}

Wakeup::~Wakeup()
{
    close(m_fd);
}

void Wakeup::wake()
{
    // EAGAIN means that the counter is full, and so that the fd is readable.
    eventfd_write(m_fd, 1);
}

void Wakeup::clear()
{
    eventfd_t count = 0;
    eventfd_read(m_fd, &count);
}

}
