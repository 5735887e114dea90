#pragma once

#include <QMargins>

namespace footfall::dashboard {

// The same room around and between the cards of every page.
constexpr QMargins pageMargins(18, 14, 18, 14);
constexpr int pageGap = 12;

}
