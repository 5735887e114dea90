#pragma once

#include "common/db/params.h"
#include "common/timestamp.h"

namespace footfall::server {

// A moment, and the UTC day that it is in, as parameters of a statement.
inline pgbinary::Time time(Timestamp moment) { return {moment}; }
inline pgbinary::Day day(Timestamp moment) { return {utcDay(moment)}; }

}
