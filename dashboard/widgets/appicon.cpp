#include "dashboard/widgets/appicon.h"

using namespace Qt::StringLiterals;

namespace footfall::dashboard {

// PNGs, so that no SVG plugin is needed.
QIcon appIcon()
{
    QIcon own;
    for (const int side : {16, 24, 32, 48, 128, 256})
        own.addFile(u":/icon/%1.png"_s.arg(side), {side, side});
    return QIcon::fromTheme(desktopId, own);
}

}
