#pragma once

#include <QDateTime>

#include <optional>

namespace footfall {

// Which figures to show. Today and Yesterday move on at midnight UTC, a Day stays.
struct DayChoice {
    enum class Kind { AllTime, Today, Yesterday, Day };
    Kind kind = Kind::Today;
    QDate day = {}; // of a Day

    // The UTC day that is meant at `now`; none: all time.
    std::optional<QDate> at(const QDateTime &now) const;

    bool operator==(const DayChoice &) const = default;
};

}
