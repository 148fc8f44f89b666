// Convolutions of one image at a time, as products on the grid of kernels/convolution.h, and what the layers conv and
// conv_transpose share of their weights, (M, C, K, K) in both: M maps of the small picture, C channels of the large.
#ifndef HOURGLASS_CONVOLVE_H
#define HOURGLASS_CONVOLVE_H

#include "layer.h"

/// A thread's scratch for one convolution, and the tables that its products need.
typedef struct Convolve {
    Convolution geometry;
    int *down, *up; // offsets of the rows that convolve_down and convolve_up multiply with
    real *phases;   // (C, S, S, grid): the large picture, spread
    real *laid;     // (M, laid): the small picture
    real *product;  // of either direction
    real *packed;   // the small picture as the weight gradient's right side
} Convolve;

/// Reals of scratch that convolve_init needs.
size_t convolve_scratch(const Convolution *geometry);

/// Divides the scratch and fills in the tables. They hold until the scratch is used for something else.
void convolve_init(Convolve *convolve, const Convolution *geometry, real *scratch);

/// small (M, OH, OW) = weight (M, C, K, K) over the phases, which must be spread, plus bias (M) unless NULL.
void convolve_down(const Convolve *convolve, const real *weight, const real *bias, real *small);

/// large (C, H, W) = the transposed convolution of the laid small picture, plus bias (C) unless NULL; `turned` is the
/// weight as convolve_turn leaves it.
void convolve_up(const Convolve *convolve, const real *turned, const real *bias, real *large);

/// The weight's gradient from the phases of the large picture and the laid small one, into `partial` (see
/// convolve_partial) or added to it. Changes no other scratch than `packed`.
void convolve_gradient(const Convolve *convolve, bool accumulate, real *partial);

/// Reals of a partial weight gradient, whose order is that of the products it comes from.
size_t convolve_partial(const Convolution *geometry);

/// Where the elements (0 … M-1, c, ky, kx) stand in a partial gradient, side by side.
size_t convolve_partial_place(const Convolution *geometry, int c, int ky, int kx);

/// Writes maps m … m+ms-1 and channels c … c+cs-1 of the weight (M, C, K, K) to where convolve_up wants them.
void convolve_turn(const Convolution *geometry, const real *weight, int m, int ms, int c, int cs, real *turned);

#endif
