// The part of the reference kernels that convolutions need. For reference.c, which has the table.
#ifndef HOURGLASS_REFERENCE_CONVOLUTION_H
#define HOURGLASS_REFERENCE_CONVOLUTION_H

#include "kernels.h"

void reference_add_sums(const real *x, int rows, size_t n, real *sums);
void reference_spread(const Convolution *g, const real *large, real *phases);
void reference_lay(const Convolution *g, const real *small, real *laid);
void reference_lift(const Convolution *g, const real *product, ptrdiff_t row, const real *bias, real *small);
void reference_merge(const Convolution *g, const real *product, ptrdiff_t row, const real *bias, real *large);

#endif
