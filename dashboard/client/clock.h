#pragma once

#include <QDateTime>

#include <functional>

namespace footfall {

// What time it is, in UTC. Passed in, so that a test can let midnight pass.
using Clock = std::function<QDateTime()>;

inline Clock systemClock()
{
    return [] { return QDateTime::currentDateTimeUtc(); };
}

}
