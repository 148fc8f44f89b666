// The optimizers' updates of weights. Included by simd.c only.
#ifndef HOURGLASS_SIMD_UPDATE_H
#define HOURGLASS_SIMD_UPDATE_H

#include "simd_math.h"
#include "simd_root.h"

// A weight is finite while its exponent is below 255; the largest exponent seen tells, at the price of one integer
// maximum.
static bool all_finite(uint32_t largest) {
    return largest < 0x7f800000u;
}

// One vector of weights. A lane of *finite is cleared where the new weight is infinite or NaN.
static INLINE void adam_vector(const Update *u, float *w, const float *g, float *m, float *v, Mask *finite) {
    const Vector zero = {0};
    Vector weight = load(w), slope = load(g) + u->weight_decay * weight;
    Vector first = u->beta1 * load(m) + u->rest1 * slope, second = u->beta2 * load(v) + u->rest2 * slope * slope;
    weight -= u->rate * first * vector_inverse(vector_root(second) * u->root + u->epsilon);
    store(m, first);
    store(v, second);
    store(w, weight);
    Vector nothing = weight - weight;
    *finite &= nothing == zero;
}

static bool simd_adam(const Update *u, float *RESTRICT w, const float *RESTRICT g, float *RESTRICT m, float *RESTRICT v,
                      size_t n) {
    const Update update = *u;
    Mask finite = {0};
    finite = ~finite;
    size_t i = 0;
    for (; i + LANES <= n; i += LANES)
        adam_vector(&update, w + i, g + i, m + i, v + i, &finite);
    float rest[3][LANES] = {0}, slopes[LANES] = {0}, *places[3] = {w + i, m + i, v + i};
    size_t bytes = (n - i) * sizeof(float); // less than a vector
    for (int k = 0; k < 3; k++)
        memcpy(rest[k], places[k], bytes);
    memcpy(slopes, g + i, bytes);
    adam_vector(&update, rest[0], slopes, rest[1], rest[2], &finite);
    for (int k = 0; k < 3; k++)
        memcpy(places[k], rest[k], bytes);
    for (int lane = 0; lane < LANES; lane++)
        if (!finite[lane])
            return false;
    return true;
}

static bool simd_sgd(const Update *u, float *RESTRICT w, const float *RESTRICT g, float *RESTRICT m, size_t n) {
    float decay = u->weight_decay, momentum = u->beta1, rate = u->rate;
    uint32_t largest = 0;
    for (size_t i = 0; i < n; i++) {
        m[i] = momentum * m[i] + g[i] + decay * w[i];
        w[i] -= rate * m[i];
        uint32_t size = to_bits(w[i]) & 0x7fffffffu;
        largest = size > largest ? size : largest;
    }
    return all_finite(largest);
}

#endif
