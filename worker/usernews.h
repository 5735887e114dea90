#pragma once

#include "common/db/connection.h"

namespace footfall::worker {

// What a batch has learned of its visitors, for copy_user_news: from the rows that
// upsert_visitors returned, which come sorted by site and day.
std::string newsTuples(const Rows &taught);

}
