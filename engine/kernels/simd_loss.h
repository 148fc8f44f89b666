// Losses of a row with their slopes, and the L1 penalty of a code. Included by simd.c only.
#ifndef HOURGLASS_SIMD_LOSS_H
#define HOURGLASS_SIMD_LOSS_H

#include "simd_math.h"
#include "simd_vector.h"

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

#endif
