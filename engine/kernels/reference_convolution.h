// The part of the reference kernels that convolutions need. For reference.c, which has the table.
#ifndef HOURGLASS_REFERENCE_CONVOLUTION_H
#define HOURGLASS_REFERENCE_CONVOLUTION_H

#include "kernels.h"

enum { REFERENCE_LANES = 4 };

void reference_add_sums(const real *x, int rows, size_t n, real *sums);
void reference_block(const BlockShape *shape, const real *images, int count, real *block);
void reference_unblock(const BlockShape *shape, const real *block, int count, real *images);
void reference_correlate(const Correlation *correlation);
void reference_correlate_gradient(const CorrelationGradient *gradient);

#endif
