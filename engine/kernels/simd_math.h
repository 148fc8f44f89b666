// Exponentials and logarithms written so that a compiler turns loops over them into vector code for any instruction
// set. NaN stays NaN and infinities saturate as they should. Included by simd.c only.
#ifndef HOURGLASS_SIMD_MATH_H
#define HOURGLASS_SIMD_MATH_H

#include <stdint.h>
#include <string.h>

static inline float from_bits(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline uint32_t to_bits(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

typedef struct ExpParts {
    float fraction, scale; // exp(x) = scale · (1 + fraction), |fraction| < 0.42, scale a power of two
} ExpParts;

// x = n·ln 2 + r with n whole and |r| ≤ ln 2 / 2 (Cody and Waite 1980); Taylor's series of exp(r) - 1 to r^7.
// Adding and subtracting 1.5·2^23 rounds to a whole number, which also stands in the low bits meanwhile.
static inline ExpParts exp_parts_within(float x) {
    float rounding = 12582912.0f, shifted = x * 1.44269504f + rounding, n = shifted - rounding;
    float r = x - n * 0.693359375f - n * -2.12194440e-4f;
    float q = r * r, low = 1.66666667e-1f * r + 0.5f, middle = 8.33333333e-3f * r + 4.16666667e-2f;
    float high = 1.98412698e-4f * r + 1.38888889e-3f;
    float p = ((high * q + middle) * q + low) * q + r;
    return (ExpParts){p, from_bits((to_bits(shifted) + 127) << 23)};
}

static inline ExpParts exp_parts(float x) {
    x = x < -87.0f ? -87.0f : x;
    return exp_parts_within(x > 88.0f ? 88.0f : x);
}

// exp(-x) for x ≥ 0: with one bound less to look at.
static inline float simd_exp_minus(float x) {
    ExpParts parts = exp_parts_within(-(x > 87.0f ? 87.0f : x));
    return parts.scale * parts.fraction + parts.scale;
}

static inline float simd_exp(float x) {
    ExpParts parts = exp_parts(x);
    return parts.scale * parts.fraction + parts.scale;
}

// Without cancellation near 0, where scale is 1.
static inline float simd_expm1(float x) {
    ExpParts parts = exp_parts(x);
    return parts.scale * parts.fraction + (parts.scale - 1.0f);
}

// log(1 + e) for 0 ≤ e ≤ 1 as 2·artanh(s), where s = e / (2 + e) is at most 1/3.
static inline float log1p_of_ratio(float s) {
    float q = s * s;
    float w = q * q, low = 0.2f * q + 0.333333333f, middle = 0.111111111f * q + 0.142857143f;
    float high = 0.0666666667f * w + (0.0769230769f * q + 0.0909090909f);
    return 2.0f * (s + s * q * ((high * w + middle) * w + low));
}

static inline float simd_log1p(float e) {
    return log1p_of_ratio(e / (2.0f + e));
}

static inline float simd_abs(float x) {
    return from_bits(to_bits(x) & 0x7fffffffu);
}

#endif
