#pragma once

#include "common/options.h"

namespace footfall {

// --prop-dimensions, which the worker takes and `footfall up` hands on to it.
inline Option propDimensionsOption()
{
    return {QStringLiteral("prop-dimensions"), Option::Kind::List, QStringLiteral("NAME"), {},
        QStringLiteral("A prop to break page views down by, from now on; repeat for more. The same for all workers"), {},
        [](const QString &name, bool) {
            const auto size = name.toUtf8().size();
            return size >= 1 && size <= 64 ? QString() : QStringLiteral("the name of a prop has 1 to 64 bytes");
        }};
}

}
