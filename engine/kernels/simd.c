// The fast kernels. Compiled once for each instruction set with KERNELS_NAME, KERNELS_TABLE, LANES (floats in a vector)
// and TILE_ROWS set; loops over floats are left to the compiler, products are in simd_gemm.h, convolutions in
// simd_convolution.h and simd_weights.h, the forces of t-SNE in simd_forces.h.
#include "tables.h"

#include "simd_forces.h"
#include "simd_gemm.h"
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

static double total(const float *sums) {
    double result = 0;
    for (int i = 0; i < SUMS; i++)
        result += (double)sums[i];
    return result;
}

// One block of SUMS elements: the loss into sums, the scaled slope into gradient. See reference.c for the formula. A
// division takes as long as all the rest, so that one serves for the logarithm and for the slope.
static INLINE void bce_block(const float *RESTRICT x, const float *RESTRICT t, float *RESTRICT gradient, float scale,
                             float *RESTRICT sums) {
    for (int j = 0; j < SUMS; j++) {
        float e = simd_exp_minus(simd_abs(x[j])), one = 1.0f + e, two = 2.0f + e, inverse = 1.0f / (one * two);
        sums[j] += (x[j] < 0 ? 0 : x[j]) - x[j] * t[j] + log1p_of_ratio(e * one * inverse);
        gradient[j] = scale * ((x[j] < 0 ? e : 1.0f) * two * inverse - t[j]);
    }
}

static INLINE void mse_block(const float *RESTRICT x, const float *RESTRICT t, float *RESTRICT gradient, float scale,
                             float *RESTRICT sums) {
    for (int j = 0; j < SUMS; j++) {
        float difference = x[j] - t[j];
        sums[j] += difference * difference;
        gradient[j] = 2.0f * scale * difference;
    }
}

typedef void (*LossBlock)(const float *, const float *, float *, float, float *);

// Whole blocks, then the rest in a block that is filled up with zeros. A gradient nobody wants goes to a buffer, as
// does one that overwrites the outputs, since blocks may not overlap.
static INLINE double sum_loss(LossBlock block, const float *x, const float *t, float *gradient, float scale, size_t n) {
    float sums[SUMS] = {0}, rest[SUMS] = {0}, slopes[SUMS], last_x[SUMS] = {0}, last_t[SUMS] = {0};
    size_t whole = n - n % SUMS;
    for (size_t i = 0; i < whole; i += SUMS) {
        block(x + i, t + i, slopes, scale, sums);
        if (gradient)
            memcpy(gradient + i, slopes, sizeof slopes);
    }
    size_t left = n - whole;
    memcpy(last_x, x + whole, left * sizeof(float));
    memcpy(last_t, t + whole, left * sizeof(float));
    block(last_x, last_t, slopes, scale, rest);
    if (gradient)
        memcpy(gradient + whole, slopes, left * sizeof(float));
    for (size_t j = 0; j < left; j++)
        sums[j] += rest[j];
    return total(sums);
}

static double simd_bce(const float *logits, const float *targets, float *gradient, float scale, size_t n) {
    return sum_loss(bce_block, logits, targets, gradient, scale, n);
}

static double simd_mse(const float *outputs, const float *targets, float *gradient, float scale, size_t n) {
    return sum_loss(mse_block, outputs, targets, gradient, scale, n);
}

static double simd_l1(const float *code, float *gradient, float scale, size_t n) {
    float sums[SUMS] = {0};
    size_t i = 0;
    for (; i + SUMS <= n; i += SUMS)
        for (int j = 0; j < SUMS; j++)
            sums[j] += simd_abs(code[i + (size_t)j]);
    for (; i < n; i++)
        sums[0] += simd_abs(code[i]);
    for (i = 0; gradient && i < n; i++)
        gradient[i] += code[i] > 0 ? scale : code[i] < 0 ? -scale : 0;
    return total(sums);
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
