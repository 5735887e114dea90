#pragma once

#include "common/db/connection.h"

namespace footfall::worker {

// Folds a site's news into its sets of users, in one transaction: takes the news of `least`
// visitors, or a few more, the newest days first, gives numbers to users without one, and adds
// them to the sets of their slots, days and months. Returns how many it took; 0: there were none.
// One at a time for a site; another one waits. Batches never wait for it, nor it for them.
DbResult<std::int64_t> foldUserNews(Connection &connection, const std::string &site, std::int64_t least);

}
