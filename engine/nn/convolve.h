// Convolutions of a block of images: down to the small picture, up to the large one, and the weight's gradient. What
// the layers conv and conv_transpose share of their weights is (M, C, K, K) here: M maps of the small picture, C
// channels of the large one.
#ifndef HOURGLASS_CONVOLVE_H
#define HOURGLASS_CONVOLVE_H

#include "layer.h"

/// A thread's scratch for one convolution, and the tables that its products need.
typedef struct Convolve {
    Convolution geometry;
    BlockShape large_shape, small_shape;
    int *down, *up;      // (C·K·K), (M·K·K): offsets of the terms of each product
    real *large, *small; // blocks, with the border that their products need
    real *product;       // block of either picture, without a border
} Convolve;

/// Reals of scratch that convolve_init needs.
size_t convolve_scratch(const Convolution *geometry);

/// Divides the scratch and fills in the tables. They hold until the scratch is used for something else.
void convolve_init(Convolve *convolve, const Convolution *geometry, real *scratch);

/// Puts `count` images of either picture, at most kernels()->lanes, into the block.
void convolve_take_large(const Convolve *convolve, const real *images, int count);
void convolve_take_small(const Convolve *convolve, const real *images, int count);

/// small (count, M, OH, OW) from the large block; bias (M) or NULL. `prepared` is as convolve_prepare leaves it.
void convolve_down(const Convolve *convolve, const real *prepared, const real *bias, int count, real *small);

/// large (count, C, H, W), the transposed convolution of the small block; bias (C) or NULL.
void convolve_up(const Convolve *convolve, const real *prepared, const real *bias, int count, real *large);

/// The weight's gradient (M, C, K, K) from both blocks, or added to what `weight` holds.
void convolve_gradient(const Convolve *convolve, bool accumulate, real *weight);

/// Reals of the weight (M, C, K, K) as both products want it.
size_t convolve_prepared(const Convolution *geometry);

/// Brings one kernel (K, K) to where both products want it.
void convolve_prepare(const Convolution *geometry, const real *kernel, int m, int c, real *prepared);

#endif
