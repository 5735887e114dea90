#pragma once

#include <QStringList>

namespace footfall::cli {

// footfall site add|list|remove: which sites are registered. Returns the exit status.
int runSite(const QStringList &arguments);

}
