// Products of bytes with weights rounded to 16 bits, in whole numbers: twice as many multiply-adds a second as in
// floats, from half the memory. For what is looked at, where the fourth digit is not seen; training and all figures
// stay with floats.
#ifndef HOURGLASS_NARROW_H
#define HOURGLASS_NARROW_H

#include "real.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    NARROW_PANEL = 32,   // columns of B that lie side by side when packed
    NARROW_ROWS = 14,    // rows of C that are multiplied at once
    NARROW_LEVELS = 8192 // steps at least between no weight and a row's largest
};

/// C (M, N) = A (M, K) / 255 · Wᵀ (K, N) + bias. The products are summed without rounding; what is lost is what pack
/// rounds away, less than `scale` / 2 · 255 of each weight.
typedef struct NarrowProduct {
    int m, n, k;
    const int16_t *a;      // (narrow_rows(M), narrow_width(K)), from 0 to 255; in rows beyond M is anything
    const int16_t *packed; // W and its scale as pack left them
    const float *scale;
    const float *bias; // (N)
    float *c;          // (M, N)
    bool relu;         // replaces what is below zero by zero
} NarrowProduct;

typedef struct Narrow {
    /// Rounds W (N, K) into `packed` (narrow_packed_size(K, N)) and `scale` (N). False, and then nothing can be
    /// multiplied, if a weight is not finite or too large, or if a row is so long and even that its sums leave less
    /// than NARROW_LEVELS.
    bool (*pack)(const float *weight, int n, int k, int16_t *packed, float *scale);

    /// One row of A, with a zero behind an odd K.
    void (*widen)(const uint8_t *bytes, int k, int16_t *row);

    void (*multiply)(const NarrowProduct *product);
} Narrow;

/// NULL where the processor has no such instructions, or the kernels chosen are not the ones that go with them.
const Narrow *kernels_narrow(void);

/// Values of a row of A.
static inline size_t narrow_width(int k) {
    return ((size_t)k + 1) / 2 * 2;
}

/// Rows that A has room for.
static inline size_t narrow_rows(int m) {
    return ((size_t)m + NARROW_ROWS - 1) / NARROW_ROWS * NARROW_ROWS;
}

/// Values of a packed W (N, K).
static inline size_t narrow_packed_size(int k, int n) {
    return ((size_t)n + NARROW_PANEL - 1) / NARROW_PANEL * NARROW_PANEL * narrow_width(k);
}

#endif
