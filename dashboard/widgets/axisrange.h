#pragma once

namespace footfall {

// The ends of a scale of whole numbers in four equal, round steps.
struct AxisRange {
    static constexpr int steps = 4;
    double from = 0;
    double to = steps;
    bool operator==(const AxisRange &) const = default;

    bool contains(double low, double high) const { return from <= low && high <= to; }
};

// The tightest such range around low..high, both at least 0.
AxisRange roundRange(double low, double high);

// `current`, unless the values leave it or have come to fill less than a quarter of it: a
// scale that moved with every value could not be read.
AxisRange steadyRange(const AxisRange &current, double low, double high);

}
