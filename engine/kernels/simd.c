// The fast kernels. Compiled once for each instruction set with KERNELS_NAME, KERNELS_TABLE, LANES (floats in a vector)
// and TILE_ROWS set; loops over floats are left to the compiler, products are in simd_gemm.h, convolutions in
// simd_convolution.h and simd_weights.h, losses in simd_loss.h, the forces of t-SNE in simd_forces.h.
#include "tables.h"

#include "simd_forces.h"
#include "simd_gemm.h"
#include "simd_loss.h"
#include "simd_math.h"
#include "simd_update.h"
#include "simd_weights.h"

#include <math.h>

static void simd_activate(Activation activation, float *RESTRICT x, size_t n) {
    switch (activation) {
    case ACTIVATION_RELU:
        for (size_t i = 0; i < n; i++)
            x[i] = x[i] <= 0 ? 0 : x[i]; // NaN is not ≤ 0 and stays
        break;
    case ACTIVATION_LEAKY_RELU:
        for (size_t i = 0; i < n; i++)
            x[i] = x[i] <= 0 ? x[i] * 0.01f : x[i];
        break;
    case ACTIVATION_SIGMOID:
        for (size_t i = 0; i < n; i++) {
            float e = simd_exp(-simd_abs(x[i]));
            x[i] = (x[i] < 0 ? e : 1.0f) / (1.0f + e);
        }
        break;
    case ACTIVATION_TANH:
        for (size_t i = 0; i < n; i++) {
            float e = simd_expm1(-2.0f * simd_abs(x[i])), y = -e / (2.0f + e);
            x[i] = x[i] < 0 ? -y : y;
        }
        break;
    case ACTIVATION_ELU:
        for (size_t i = 0; i < n; i++)
            x[i] = x[i] < 0 ? simd_expm1(x[i]) : x[i];
        break;
    case ACTIVATION_SOFTPLUS:
        for (size_t i = 0; i < n; i++)
            x[i] = (x[i] < 0 ? 0 : x[i]) + simd_log1p(simd_exp(-simd_abs(x[i])));
        break;
    default:
        break;
    }
}

static void simd_activate_gradient(Activation activation, const float *RESTRICT y, float *RESTRICT gradient, size_t n) {
    switch (activation) {
    case ACTIVATION_RELU:
        for (size_t i = 0; i < n; i++)
            gradient[i] = y[i] > 0 ? gradient[i] : 0;
        break;
    case ACTIVATION_LEAKY_RELU:
        for (size_t i = 0; i < n; i++)
            gradient[i] *= y[i] > 0 ? 1.0f : 0.01f;
        break;
    case ACTIVATION_SIGMOID:
        for (size_t i = 0; i < n; i++)
            gradient[i] *= y[i] * (1.0f - y[i]);
        break;
    case ACTIVATION_TANH:
        for (size_t i = 0; i < n; i++)
            gradient[i] *= 1.0f - y[i] * y[i];
        break;
    case ACTIVATION_ELU:
        for (size_t i = 0; i < n; i++)
            gradient[i] *= y[i] > 0 ? 1.0f : y[i] + 1.0f;
        break;
    case ACTIVATION_SOFTPLUS:
        for (size_t i = 0; i < n; i++)
            gradient[i] *= -simd_expm1(-y[i]);
        break;
    default:
        break;
    }
}

// bytes / 255, as exactly as by a division: the first product is exact, the second makes up for what the first factor
// lacks, and the sum is rounded once.
static void simd_from_bytes(const uint8_t *RESTRICT bytes, float *RESTRICT reals, size_t n) {
    for (size_t i = 0; i < n; i++) {
        float x = (float)bytes[i];
        reals[i] = x * 0x1.01p-8f + x * 0x1.010102p-24f;
    }
}

static void simd_sum_rows(const float *x, ptrdiff_t row, int rows, int n, float *RESTRICT sums) {
    for (int j = 0; j < n; j++)
        sums[j] = 0;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < n; j++)
            sums[j] += x[i * row + j];
}

// A float as an unsigned number in the same order: NaN the largest, both zeros one.
static inline uint32_t order_of(float x) {
    uint32_t bits = to_bits(x + 0.0f);
    uint32_t key = bits & 0x80000000u ? ~bits : bits | 0x80000000u;
    return x != x ? 0xffffffffu : key;
}

static int count_from(const uint32_t *keys, uint32_t least, int n) {
    int count = 0;
    for (int i = 0; i < n; i++)
        count += keys[i] >= least;
    return count;
}

static uint32_t smallest_from(const uint32_t *keys, uint32_t least, int n) {
    uint32_t smallest = 0xffffffffu;
    for (int i = 0; i < n; i++) {
        uint32_t key = keys[i] | (uint32_t) - (keys[i] < least); // those below are as large as can be
        smallest = key < smallest ? key : smallest;
    }
    return smallest;
}

// The greatest threshold that at least k keys reach, found bit by bit; as soon as just k reach it there is nothing left
// to find.
static uint32_t threshold_of(const uint32_t *keys, int k, int n, int *count) {
    uint32_t threshold = 0;
    *count = n;
    for (uint32_t bit = 0x80000000u; bit && *count > k; bit >>= 1) {
        int reached = count_from(keys, threshold | bit, n);
        if (reached >= k) {
            threshold |= bit;
            *count = reached;
        }
    }
    return smallest_from(keys, threshold, n);
}

static Place simd_kth_largest(const float *RESTRICT x, int k, uint32_t *RESTRICT keys, int n) {
    for (int i = 0; i < n; i++)
        keys[i] = order_of(x[i]);
    int count, index = n - 1;
    uint32_t threshold = threshold_of(keys, k, n, &count);
    for (int surplus = count - k;; index--) // of equal ones the last are too many
        if (keys[index] == threshold && surplus-- == 0)
            return (Place){x[index], index};
}

static void simd_keep_largest(const float *x, Place last, const float *source, float *result, int n) {
    uint32_t threshold = order_of(last.value);
    for (int i = 0; i < n; i++) {
        uint32_t key = order_of(x[i]);
        bool kept = (key > threshold) | ((key == threshold) & (i <= last.index));
        result[i] = kept ? source[i] : 0.0f;
    }
}

// As many independent chains as a tile of the product has, so that neither latency nor loads limit it.
static double simd_peak(long long rounds, float *sink) {
    Vector sum[2 * TILE_ROWS];
    Vector x = *sink - (Vector){0}, y = 1.0f - x;
    UNROLL
    for (int i = 0; i < 2 * TILE_ROWS; i++)
        sum[i] = x * (float)i;
    for (long long r = 0; r < rounds; r++) {
        UNROLL
        for (int i = 0; i < 2 * TILE_ROWS; i++)
            sum[i] = sum[i] * x + y;
    }
    for (int i = 1; i < 2 * TILE_ROWS; i++)
        sum[0] += sum[i];
    *sink = sum[0][0];
    return 2.0 * 2 * TILE_ROWS * LANES * (double)rounds;
}

const Kernels KERNELS_TABLE = {
    .name = KERNELS_NAME,
    .panel = PANEL,
    .lanes = LANES,
    .gemm = simd_gemm,
    .pack = simd_pack,
    .activate = simd_activate,
    .activate_gradient = simd_activate_gradient,
    .bce = simd_bce,
    .mse = simd_mse,
    .l1 = simd_l1,
    .adam = simd_adam,
    .sgd = simd_sgd,
    .from_bytes = simd_from_bytes,
    .sum_rows = simd_sum_rows,
    .add_sums = simd_add_sums,
    .block = simd_block,
    .unblock = simd_unblock,
    .correlate = simd_correlate,
    .correlate_gradient = simd_correlate_gradient,
    .kth_largest = simd_kth_largest,
    .keep_largest = simd_keep_largest,
    .repel = simd_repel,
    .attract = simd_attract,
    .peak = simd_peak,
};
