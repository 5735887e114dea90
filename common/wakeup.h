#pragma once

#include <QtGlobal>

namespace footfall {

// Lets any thread wake one that waits in poll(2) on fd(). An eventfd: level-triggered, and
// any number of wake() are one.
class Wakeup {
public:
    Wakeup();
    ~Wakeup();
    Q_DISABLE_COPY_MOVE(Wakeup)

    int fd() const { return m_fd; }
    void wake();
    void clear();

private:
    int m_fd;
};

}
