#pragma once

#include "common/result.h"

#include <functional>

class QIODevice;

namespace footfall::dashboard {

// The file that `write` fills, whole or not at all; the Error is for people.
Result<void> saveFile(const QString &path, const std::function<bool(QIODevice &)> &write);

}
