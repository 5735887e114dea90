#pragma once

#include "common/result.h"

#include <QString>

#include <string>
#include <string_view>
#include <unordered_set>

namespace footfall {

// Hosts from which no visit is counted, with all hosts below them (`--block-referrers`). Immutable, so any
// thread may ask.
class BlockedHosts {
public:
    BlockedHosts() = default; // none

    // From a file of one host a line; what follows a # is a comment. An error names the file, and the line
    // that is no host.
    static Result<BlockedHosts> read(const QString &path);

    // `host`: as hostOf() has it.
    bool contains(std::string_view host) const;

private:
    std::unordered_set<std::string> m_hosts;
    int m_mostLabels = 0; // of any of them
};

}
