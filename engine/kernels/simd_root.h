// Roots and inverses of vectors. Division and square root share a unit that takes many times as long as a multiply-add;
// where the processor has good estimates, one step of Newton's method makes them exact to the last bit or two. Included
// by simd.c only.
#ifndef HOURGLASS_SIMD_ROOT_H
#define HOURGLASS_SIMD_ROOT_H

#include "simd_vector.h"

#include <math.h>

#if LANES == 16 && defined(__AVX512F__)
#include <immintrin.h>

static INLINE Vector vector_inverse(Vector x) {
    Vector y = (Vector)_mm512_rcp14_ps((__m512)x);
    return y * (2.0f - x * y);
}

// The least normal number stands in for zero, whose root would be 0 · ∞.
static INLINE Vector vector_root(Vector x) {
    Vector least = 1.17549435e-38f - (Vector){0};
    Vector y = (Vector)_mm512_rsqrt14_ps(_mm512_max_ps((__m512)least, (__m512)x));
    return x * y * (1.5f - 0.5f * x * y * y);
}
#else
static INLINE Vector vector_inverse(Vector x) {
    return 1.0f / x;
}

static INLINE Vector vector_root(Vector x) {
    for (int i = 0; i < LANES; i++)
        x[i] = sqrtf(x[i]);
    return x;
}
#endif

#endif
