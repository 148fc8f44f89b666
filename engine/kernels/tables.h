// The tables that select.c chooses from. One source, simd.c, gives all but the reference; it is compiled once for each
// instruction set.
#ifndef HOURGLASS_TABLES_H
#define HOURGLASS_TABLES_H

#include "kernels.h"
#include "narrow.h"

extern const Kernels kernels_reference, kernels_portable, kernels_avx2, kernels_avx512, kernels_neon;
extern const Narrow narrow_avx512;

#endif
