#pragma once

#include <QString>

namespace footfall::dashboard {

// What people call a dimension: "Paths", "UTM campaigns", of `prop:plan` "plan".
QString dimensionTitle(const QString &dimension);

// One of its values: "Path", "UTM campaign".
QString dimensionName(const QString &dimension);

// Whether its figures are events, where those of the others are page views.
bool countsEvents(const QString &dimension);

// A value of it for people: "Germany" for the country DE, "/a b" for the path /a%20b, "(none)" for an
// empty one, any other as it is, and therefore still as strangers sent it.
QString valueText(const QString &dimension, const QString &value);

}
