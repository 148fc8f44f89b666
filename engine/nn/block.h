// Pictures in blocks (kernels/convolution.h) as layers hand them on: their size, and activations on their pixels, which
// leave the border as it is. Called by layers that convolve, on any thread.
#ifndef HOURGLASS_BLOCK_H
#define HOURGLASS_BLOCK_H

#include "kernels.h"

/// Reals of a block.
size_t block_size(const BlockShape *shape);

/// Where pixel (0, 0) of the first channel stands.
size_t block_start(const BlockShape *shape);

/// Reals from one row of pixels to the next, and from one channel to the next.
ptrdiff_t block_row(const BlockShape *shape);
ptrdiff_t block_channel(const BlockShape *shape);

/// f of every pixel.
void block_activate(const BlockShape *shape, Activation activation, real *block);

/// gradient *= f'(x) at every pixel, given the output y = f(x). The two pictures are equal, their borders need not be.
void block_activate_gradient(Activation activation, const BlockShape *shape, const real *y,
                             const BlockShape *gradient_shape, real *gradient);

#endif
