#pragma once

#include "dashboard/look/look.h"

#include <QList>

#include <utility>

namespace footfall::dashboard {

// Names and values of a URL's query, not yet encoded; in an order that is always the same, so
// that the same question has the same URL.
using QueryItems = QList<std::pair<QString, QString>>;

// Part of the rows of a breakdown.
struct Part {
    int limit = 100; // 1 to 1000
    int offset = 0;
    QString search = {}; // a part of the value, whatever the case; empty: all
    bool operator==(const Part &) const = default;
};

// docs/protocol.md says what each endpoint takes. A site has to be chosen.
QueryItems statsItems(const Look &look);
QueryItems timeseriesItems(const Look &look, const QDateTime &now);
QueryItems breakdownItems(const Look &look, const QString &dimension, const Part &part); // without its filter
QueryItems realtimeItems(const QString &site, int topPaths);

// "a=1&b=%2B", every character that a server might read otherwise encoded.
QString encoded(const QueryItems &items);

}
