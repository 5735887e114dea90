#pragma once

#include "common/result.h"

#include <QList>
#include <QUrl>

#include <optional>

class QSettings;

namespace footfall::dashboard {

// A Footfall that the window may look at. Its token is in a TokenStore, never here.
struct Server {
    QString name; // for people; no two have the same
    QUrl stats;
    QUrl ingest = {}; // empty: its queue is not shown
    bool operator==(const Server &) const = default;
};

// What a service's address may be: http or https with a host, without query and fragment.
std::optional<QUrl> serviceUrl(const QString &text);

// As it was typed; Invalid names the field and the rule. `others`: those that it must not be
// called like.
Result<Server> checkedServer(const QString &name, const QString &stats, const QString &ingest, const QList<Server> &others);

// In settings, in the order that they have there. What of them cannot be read is left out.
QList<Server> readServers(QSettings &settings);
void writeServers(QSettings &settings, const QList<Server> &servers);

}
