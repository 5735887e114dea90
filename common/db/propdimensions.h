#pragma once

#include "common/db/connection.h"

#include <string>
#include <vector>

namespace footfall {

// The names of the props that page views are broken down by (the table prop_dimensions), sorted.
DbResult<std::vector<std::string>> propDimensions(Connection &connection);

}
