// The nearest few of many, found one candidate at a time.
#ifndef HOURGLASS_NEAREST_H
#define HOURGLASS_NEAREST_H

#include "real.h"

#include <stdint.h>

enum { NEAREST_MAX = 16, NEAREST_BYTES = 66051 }; // places; most bytes that nearest_bytes adds up

/// Nearest first; of equals the one with the lower index. `wanted` is set by the caller, the rest begins as zero.
typedef struct Nearest {
    int wanted, count; // places, at most NEAREST_MAX; those that are taken
    int index[NEAREST_MAX];
    double square[NEAREST_MAX]; // squared distance
} Nearest;

/// A candidate, at most once each. What is no number is left out.
void nearest_add(Nearest *nearest, int index, double square);

/// Σ (a - b)² over `size` bytes, at most NEAREST_BYTES.
uint32_t nearest_bytes(const uint8_t *a, const uint8_t *b, int size);

/// Σ (a - b)² over `units` values.
double nearest_reals(const real *a, const real *b, int units);

#endif
