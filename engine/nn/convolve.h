// Convolutions of a block of images: down to the small picture, up to the large one, and the weight's gradient. What
// the layers conv and conv_transpose share of their weights is (M, C, K, K) here: M maps of the small picture, C
// channels of the large one.
#ifndef HOURGLASS_CONVOLVE_H
#define HOURGLASS_CONVOLVE_H

#include "layer.h"

/// What the products of one convolution need: tables, and a thread's scratch for blocks of either picture.
typedef struct Convolve {
    Convolution geometry;
    BlockShape large_shape, small_shape;     // with the border that the products need
    BlockShape large_product, small_product; // without
    int *down, *up;                          // (C·K·K), (M·K·K): offsets of the terms of each product
    real *large, *small;                     // blocks of large_shape and small_shape
    real *product;                           // block of large_product or small_product
} Convolve;

/// Shapes and no scratch, for what only asks for them.
Convolve convolve_of(const Convolution *geometry);

/// Reals of scratch that convolve_init needs.
size_t convolve_scratch(const Convolution *geometry);

/// Divides the scratch and fills in the tables. They hold until the scratch is used for something else.
void convolve_init(Convolve *convolve, const Convolution *geometry, real *scratch);

/// The small picture, into a block of any shape, from the large one in a block of large_shape; bias (M) or NULL.
/// `prepared` is as convolve_prepare leaves it.
void convolve_down(const Convolve *convolve, const real *large, const real *prepared, const real *bias,
                   const BlockShape *shape, real *small);

/// The large picture, the transposed convolution of the small one in a block of small_shape; bias (C) or NULL.
void convolve_up(const Convolve *convolve, const real *small, const real *prepared, const real *bias,
                 const BlockShape *shape, real *large);

/// The weight's gradient (M, C, K, K) from both pictures in blocks of large_shape and small_shape, or added to what
/// `weight` holds.
void convolve_gradient(const Convolve *convolve, const real *large, const real *small, bool accumulate, real *weight);

/// Values of the weight (M, C, K, K).
size_t convolve_weights(const Convolution *geometry);

/// Reals of the weight (M, C, K, K) as both products want it.
size_t convolve_prepared(const Convolution *geometry);

/// Brings one kernel (K, K) to where the products named, one or both, want it.
enum { CONVOLVE_DOWN = 1, CONVOLVE_UP = 2 };
void convolve_prepare(const Convolution *geometry, const real *kernel, int m, int c, unsigned products, real *prepared);

#endif
