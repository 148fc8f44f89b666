// Convolutions of as many images at a time as a vector has lanes. A convolution links a large picture (C, H, W) with a
// small one (M, OH, OW): small = weight (M, C, K, K) over the padded large one with a stride of S, or, transposed, the
// large one from the small one. In a block the pixels of LANES images lie side by side and pictures have a border of
// zeros, so that every place of the kernel finds whole vectors and no edge needs care.
#ifndef HOURGLASS_CONVOLUTION_H
#define HOURGLASS_CONVOLUTION_H

#include "real.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct Convolution {
    int channels, height, width;     // large picture (C, H, W)
    int maps, out_height, out_width; // small picture (M, OH, OW)
    int kernel, stride, pad;
} Convolution;

/// Pictures (C, H, W) in a block (C, rows, columns, LANES): pixel (y, x) stands at (top + y, left + x), zeros
/// elsewhere.
typedef struct BlockShape {
    int channels, height, width;
    int top, left, rows, columns;
} BlockShape;

enum { CORRELATION_GROUP = 3 }; // maps whose weights lie side by side

/// to (M, height, width) = bias + Σ_k weight (M, K) · from[offset[k] + y·from_row + x·from_step], each element a vector
/// of LANES images. Each is one chain of multiply-adds over k = 0 … K-1, started from its bias.
typedef struct Correlation {
    int maps, terms;
    const real *weights; // groups of CORRELATION_GROUP maps (the last may be smaller), each (K, maps of the group)
    const real *bias;    // (M), or NULL for zeros
    const real *from;
    const int *offset; // (K)
    ptrdiff_t from_row, from_step;
    int height, width;
    real *to;
    ptrdiff_t to_map, to_row, to_step;
} Correlation;

/// weights (M, K) = Σ over pixels and images of small[m·small_map + y·small_row + x·LANES] · large[offset[k] +
/// y·large_row + x·large_step], or added to what they hold.
typedef struct CorrelationGradient {
    int maps, terms;
    const real *small;
    ptrdiff_t small_map, small_row;
    const real *large;
    const int *offset; // (K)
    ptrdiff_t large_row, large_step;
    int height, width;
    real *weights;
    bool accumulate;
} CorrelationGradient;

/// Where the weight of map m and term k of `terms` stands in a Correlation's order.
static inline size_t correlation_place(int maps, int terms, int m, int k) {
    int first = m / CORRELATION_GROUP * CORRELATION_GROUP;
    int group = maps - first < CORRELATION_GROUP ? maps - first : CORRELATION_GROUP;
    return (size_t)first * (size_t)terms + (size_t)k * (size_t)group + (size_t)(m - first);
}

#endif
