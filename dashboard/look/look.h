#pragma once

#include "dashboard/look/range.h"

#include <QString>
#include <QStringList>

namespace footfall::dashboard {

// What the figures are set against: as many days right before, or the same days a year before.
enum class Compare { None, Previous, Year };

// The width of a chart's buckets. Auto: hours up to 2 days, days up to 120, else months.
enum class Interval { Auto, Hour, Day, Week, Month };

// One value of a dimension, to which the figures are limited.
struct Filter {
    QString dimension; // one of filterDimensions()
    QString value; // exact, up to 2048 bytes
    bool operator==(const Filter &) const = default;
};

// The dimensions that figures can be limited to. Broken down can be `prop:NAME` too.
const QStringList &filterDimensions();

// What is looked at.
struct Look {
    QString site; // empty: none is chosen yet
    Range range = {};
    QByteArray zone = "UTC"; // whose days they are: an IANA name
    Compare compare = Compare::None;
    Interval interval = Interval::Auto;
    std::optional<Filter> filter = {};

    bool operator==(const Look &) const = default;
};

// All below are pure.

// What `look` is compared with, as a look of its own, in buckets of the same width; none: with
// nothing. The days are the service's, but whole, where it stops at the time of day it is now.
std::optional<Look> compared(const Look &look, const QDateTime &now);

// The interval that the service shall use: Auto where it would be more than 5,000 points of what
// was chosen.
Interval usableInterval(const Look &look, const QDateTime &now);

// The protocol's words: "hour", "previous"; empty for Auto and None.
QString name(Interval interval);
QString name(Compare compare);

// As one line of text for settings, and back; what of it cannot be read has its default.
QString toText(const Look &look);
Look lookFrom(const QString &text);

}
