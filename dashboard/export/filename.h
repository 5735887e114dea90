#pragma once

#include "dashboard/look/look.h"

namespace footfall::dashboard {

// "footfall-shop.example-7d-paths.csv": what a file is called unless somebody says otherwise. Of
// characters that every file system takes, and short enough for each; the site and its filter are
// strangers' texts. Pure.
QString fileNameFor(const Look &look, const QString &what, const QString &suffix);

}
