// A histogram of a fixed number of bins that finds its own range while values are added, in one pass. Plain data, so
// that whatever draws it can include this alone.
#ifndef HOURGLASS_OBSERVE_HISTOGRAM_H
#define HOURGLASS_OBSERVE_HISTOGRAM_H

#include <stdbool.h>
#include <stdint.h>

enum { HISTOGRAM_BINS = 32, HISTOGRAM_FINEST = -40 };

/// Bin i holds the values in [(first + i)·width, (first + i + 1)·width). The width is the smallest power of two, from
/// 2^HISTOGRAM_FINEST on, with which all values fit; when one does not, pairs of bins are merged. Since edges are
/// multiples of the width, merged bins hold just what they would have held from the start: the result is exact and does
/// not depend on the order of values. From the least to the most, at least half of the bins are covered (unless all
/// values lie within 32 of the finest ones).
typedef struct Histogram {
    double width, first;
    float least, most; // of the values; 0 before the first
    uint32_t count, bin[HISTOGRAM_BINS];
} Histogram;

/// An empty histogram is a zeroed one. Infinite values and what is no number are left out; returns whether the value
/// counts.
bool histogram_add(Histogram *histogram, float value);

/// The same as adding the value `times` times.
bool histogram_add_many(Histogram *histogram, float value, uint32_t times);

#endif
