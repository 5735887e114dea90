#pragma once

#include <QLocale>
#include <QString>

namespace footfall::dashboard {

// A scale from zero to `top` in three to five equal, round steps. From zero, since a filled
// area or a bar whose foot is cut off lies about proportions.
struct Scale {
    double step = 1;
    int steps = 4;
    bool operator==(const Scale &) const = default;

    double top() const { return step * steps; }
};

// The tightest that holds `high` (at least 0). Of counts, the steps are whole numbers.
Scale roundScale(double high, bool isCount = true);

// `current`, unless the values leave it or come to fill less than a third of it: a scale
// that moved with every value could not be read.
Scale steadyScale(const Scale &current, double high, bool isCount = true);

// A number at the axis: 1,200; 12 K; 1.2 M. All of one scale have the same unit and digits.
QString scaleLabel(const Scale &scale, double value, const QLocale &locale = QLocale());

// Every how many steps there is room for a label, so that the top has one too; `steps`: only
// the ends.
int labelStride(const Scale &scale, double height, double labelHeight);

}
