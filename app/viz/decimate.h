// Thousands of samples in hundreds of pixels: for each pixel column the first, the lowest, the highest and the last, so
// that no spike is lost.
#ifndef HOURGLASS_DECIMATE_H
#define HOURGLASS_DECIMATE_H

#include <stdbool.h>

/// Chooses samples to draw. `y` (count), what is not finite is left out; `x` (count) ascending, or NULL for 0, 1, 2 … .
/// [low, high] of x is cut into `columns`; at most 4 * columns indices go to `chosen`, ascending. Returns how many.
int decimate(const float *x, const float *y, int count, double low, double high, int columns, int *chosen);

#endif
