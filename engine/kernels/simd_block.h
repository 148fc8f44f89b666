// Pictures of LANES images into blocks, where they lie side by side pixel by pixel, and back. Included by
// simd_convolution.h only.
#ifndef HOURGLASS_SIMD_BLOCK_H
#define HOURGLASS_SIMD_BLOCK_H

#include "simd_vector.h"

#if LANES == 16
#define LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif LANES == 8
#define LOW 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH 4, 12, 5, 13, 6, 14, 7, 15
#else
#define LOW 0, 4, 1, 5
#define HIGH 2, 6, 3, 7
#endif

// The halves of two vectors with their lanes in turn.
static inline Vector zip_low(Vector a, Vector b) {
    return __builtin_shufflevector(a, b, LOW);
}

static inline Vector zip_high(Vector a, Vector b) {
    return __builtin_shufflevector(a, b, HIGH);
}

// One perfect shuffle of a square of LANES vectors; as many as LANES has bits transpose it.
static inline __attribute__((always_inline)) void shuffle_square(const Vector *from, Vector *to) {
    UNROLL
    for (int i = 0; i < LANES / 2; i++) {
        to[2 * i] = zip_low(from[i], from[i + LANES / 2]);
        to[2 * i + 1] = zip_high(from[i], from[i + LANES / 2]);
    }
}

static inline __attribute__((always_inline)) void transpose(Vector *v) {
    Vector other[LANES];
    shuffle_square(v, other);
    shuffle_square(other, v);
#if LANES >= 8
    shuffle_square(v, other);
#if LANES == 16
    shuffle_square(other, v);
#else
    memcpy(v, other, sizeof other);
#endif
#endif
}

// Lane i is the sum of all lanes of v[i]. Overwrites v.
static inline __attribute__((always_inline)) Vector sum_each(Vector *v) {
    UNROLL
    for (int n = LANES / 2; n > 0; n /= 2) {
        UNROLL
        for (int i = 0; i < n; i++)
            v[i] = zip_low(v[i], v[i + n]) + zip_high(v[i], v[i + n]);
    }
    return v[0];
}

static inline void clear(float *x, ptrdiff_t count) {
    if (count > 0)
        memset(x, 0, (size_t)count * sizeof(float));
}

static void clear_border(const BlockShape *s, float *block) {
    ptrdiff_t row = (ptrdiff_t)s->columns * LANES, left = (ptrdiff_t)s->left * LANES;
    ptrdiff_t used = left + (ptrdiff_t)s->width * LANES;
    for (int c = 0; c < s->channels; c++) {
        clear(block, s->top * row);
        block += s->top * row;
        for (int y = 0; y < s->height; y++, block += row) {
            clear(block, left);
            clear(block + used, row - used);
        }
        clear(block, (s->rows - s->top - s->height) * row);
        block += (s->rows - s->top - s->height) * row;
    }
}

// From pixel to pixel of a block, in the order of an image.
typedef struct Walk {
    const BlockShape *shape;
    ptrdiff_t at;
    int x, y;
} Walk;

static inline Walk walk_from_start(const BlockShape *s) {
    return (Walk){.shape = s, .at = ((ptrdiff_t)s->top * s->columns + s->left) * LANES};
}

static inline ptrdiff_t walk_on(Walk *walk) {
    const BlockShape *s = walk->shape;
    ptrdiff_t at = walk->at;
    walk->at += LANES;
    if (++walk->x == s->width) {
        walk->x = 0;
        walk->at += (ptrdiff_t)(s->columns - s->width) * LANES;
        if (++walk->y == s->height) {
            walk->y = 0;
            walk->at += (ptrdiff_t)(s->rows - s->height) * s->columns * LANES;
        }
    }
    return at;
}

static inline Vector load_some(const float *x, int count) {
    Vector v = {0};
    memcpy(&v, x, (size_t)count * sizeof(float));
    return v;
}

static void simd_block(const BlockShape *s, const float *images, int count, float *block) {
    ptrdiff_t size = (ptrdiff_t)s->channels * s->height * s->width;
    Walk walk = walk_from_start(s);
    clear_border(s, block);
    for (ptrdiff_t i = 0; i < size; i += LANES) {
        Vector v[LANES];
        int pixels = size - i < LANES ? (int)(size - i) : LANES;
        for (int l = 0; l < LANES; l++) {
            const float *x = images + l * size + i;
            if (l >= count)
                v[l] = (Vector){0};
            else
                v[l] = pixels == LANES ? load(x) : load_some(x, pixels);
        }
        transpose(v);
        for (int p = 0; p < pixels; p++)
            store(block + walk_on(&walk), v[p]);
    }
}

static void simd_unblock(const BlockShape *s, const float *block, int count, float *images) {
    ptrdiff_t size = (ptrdiff_t)s->channels * s->height * s->width;
    Walk walk = walk_from_start(s);
    for (ptrdiff_t i = 0; i < size; i += LANES) {
        Vector v[LANES];
        int pixels = size - i < LANES ? (int)(size - i) : LANES;
        for (int p = 0; p < LANES; p++)
            if (p < pixels)
                v[p] = load(block + walk_on(&walk));
            else
                v[p] = (Vector){0};
        transpose(v);
        for (int l = 0; l < count; l++)
            if (pixels == LANES)
                store(images + l * size + i, v[l]);
            else
                memcpy(images + l * size + i, &v[l], (size_t)pixels * sizeof(float));
    }
}

#endif
