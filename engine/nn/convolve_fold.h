// Upsampling by S (each pixel S×S times) and then convolving with a kernel of K×K is one transposed convolution with a
// stride of S and a kernel of (K + S - 1)², each of whose places is the sum of those of the first that meet the same
// pixel: for K = 3 and S = 2 four products of 2×2 instead of one of 3×3 on four times as many pixels. No more than
// regrouped sums: Σ w·x over equal x is x·Σ w.
#ifndef HOURGLASS_CONVOLVE_FOLD_H
#define HOURGLASS_CONVOLVE_FOLD_H

#include "real.h"

enum { FOLD_KERNEL_MAX = 15 + 4 - 1 }; // of the folded kernel

/// folded (K + S - 1)² from kernel (K, K).
void convolve_fold(const real *kernel, int side, int scale, real *folded);

/// The gradient of the kernel from that of the folded one.
void convolve_unfold(const real *folded, int side, int scale, real *kernel);

#endif
