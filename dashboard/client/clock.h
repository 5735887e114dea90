#pragma once

#include <QDateTime>

#include <functional>

namespace footfall::dashboard {

// What time it is, in UTC. Passed in, so that a test can let midnight pass.
using Clock = std::function<QDateTime()>;

// What is so much late comes after the computer was asleep, when nobody was asked.
constexpr qint64 sleepSeconds = 30;

inline Clock systemClock()
{
    return [] { return QDateTime::currentDateTimeUtc(); };
}

}
