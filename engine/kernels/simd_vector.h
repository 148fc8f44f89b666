// Vectors of LANES floats, as GCC and clang have them for every instruction set. Included by the parts of simd.c only,
// which sets LANES.
#ifndef HOURGLASS_SIMD_VECTOR_H
#define HOURGLASS_SIMD_VECTOR_H

#include "kernels.h"
#include "unroll.h"

#include <string.h>

#define RESTRICT __restrict__

typedef float Vector __attribute__((vector_size(LANES * sizeof(float)), aligned(sizeof(float)), may_alias));

static inline Vector load(const float *p) {
    return *(const Vector *)p;
}

static inline void store(float *p, Vector v) {
    *(Vector *)p = v;
}

typedef int Mask __attribute__((vector_size(LANES * sizeof(int)), may_alias));

// Sums run in fixed lanes, which the compiler can keep in vectors without changing the order of additions.
enum { SUMS = 16 };

#endif
