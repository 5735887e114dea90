#include "common/db/propdimensions.h"

namespace footfall {

DbResult<std::vector<std::string>> propDimensions(Connection &connection)
{
    return connection.run("prop_dimensions").map([](const Rows &rows) {
        std::vector<std::string> names;
        for (int row = 0; row < rows.count(); ++row)
            names.emplace_back(rows.text(row, 0));
        return names;
    });
}

}
