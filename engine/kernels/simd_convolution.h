// Convolutions on blocks, in which a vector holds one pixel of LANES images and weights are broadcast. The gradient of
// the weights is in simd_weights.h. Included by simd.c only.
#ifndef HOURGLASS_SIMD_CONVOLUTION_H
#define HOURGLASS_SIMD_CONVOLUTION_H

#include "simd_block.h"

static void simd_add_sums(const float *x, int rows, size_t n, float *sums) {
    for (int i = 0; i < rows; i++, x += n) {
        float lanes[SUMS] = {0};
        size_t j = 0;
        for (; j + SUMS <= n; j += SUMS)
            for (size_t l = 0; l < SUMS; l++)
                lanes[l] += x[j + l];
        for (size_t l = 0; j + l < n; l++)
            lanes[l] += x[j + l];
        float sum = 0;
        for (int l = 0; l < SUMS; l++)
            sum += lanes[l];
        sums[i] += sum;
    }
}

// A tile is GROUP maps by up to ACROSS pixels or places of the kernel: as many sums as there are registers for, besides
// one vector of each map and one more. TERMS of a correlation are summed at a time, whose vectors fit in the first
// cache while all maps pass by.
enum { GROUP = CORRELATION_GROUP, ACROSS = TILE_ROWS >= 12 ? 9 : 4, TERMS = 160, CACHE = 40 * 1024 };

// A vector that is used several times is to be loaded once; left alone, compilers read it from memory each time, and
// loads are what limits a tile then.
static inline __attribute__((always_inline)) Vector kept(Vector v) {
#if defined(__AVX512F__)
    __asm__("" : "+v"(v));
#elif defined(__x86_64__)
    __asm__("" : "+x"(v));
#elif defined(__aarch64__)
    __asm__("" : "+w"(v));
#endif
    return v;
}

// x in every lane. Taking zero away leaves every x as it is, adding it would not.
static inline __attribute__((always_inline)) Vector all_lanes(float x) {
    return x - (Vector){0};
}

// Some pixels of a row, and groups of maps one after the other.
typedef struct Spot {
    const float *weights, *bias; // (groups, K, maps of a group) as in Correlation; (maps) or NULL
    size_t weights_group;        // from group to group
    const float *from;
    const int *offset; // (terms)
    ptrdiff_t from_step;
    int terms, groups;
    bool accumulate; // to what `to` holds
    float *to;
    ptrdiff_t to_map, to_step;
} Spot;

static inline __attribute__((always_inline)) void spot_fixed(const int maps, const int pixels, const Spot *s) {
    const ptrdiff_t step = s->from_step, to_map = s->to_map, to_step = s->to_step;
    const float *weights = s->weights, *bias = s->bias;
    float *to = s->to;
    for (int g = 0; g < s->groups; g++, weights += s->weights_group, to += maps * to_map) {
        Vector sum[GROUP][ACROSS];
        UNROLL
        for (int i = 0; i < maps; i++) {
            UNROLL
            for (int j = 0; j < pixels; j++)
                if (s->accumulate)
                    sum[i][j] = load(to + i * to_map + j * to_step);
                else
                    sum[i][j] = all_lanes(bias ? bias[g * maps + i] : 0.0f);
        }
        const float *weight = weights;
        for (int k = 0; k < s->terms; k++, weight += maps) {
            const float *from = s->from + s->offset[k];
            Vector w[GROUP];
            UNROLL
            for (int i = 0; i < maps; i++)
                w[i] = kept(all_lanes(weight[i]));
            UNROLL
            for (int j = 0; j < pixels; j++) {
                Vector x = kept(load(from + j * step));
                UNROLL
                for (int i = 0; i < maps; i++)
                    sum[i][j] += w[i] * x;
            }
        }
        UNROLL
        for (int i = 0; i < maps; i++) {
            UNROLL
            for (int j = 0; j < pixels; j++)
                store(to + i * to_map + j * to_step, sum[i][j]);
        }
    }
}

// clang-format off
static inline __attribute__((always_inline)) void spot_maps(const int maps, int pixels, const Spot *s) {
    switch (pixels) {
    case 1: spot_fixed(maps, 1, s); break;
    case 2: spot_fixed(maps, 2, s); break;
    case 3: spot_fixed(maps, 3, s); break;
#if TILE_ROWS >= 12
    case 4: spot_fixed(maps, 4, s); break;
    case 5: spot_fixed(maps, 5, s); break;
    case 6: spot_fixed(maps, 6, s); break;
    case 7: spot_fixed(maps, 7, s); break;
    case 8: spot_fixed(maps, 8, s); break;
#endif
    default: spot_fixed(maps, ACROSS, s); break;
    }
}

static void spot_run(int maps, int pixels, const Spot *s) {
    switch (maps) {
    case 1: spot_maps(1, pixels, s); break;
    case 2: spot_maps(2, pixels, s); break;
    default: spot_maps(GROUP, pixels, s); break;
    }
}
// clang-format on

static int parts_of(int count, int most) {
    return (count + most - 1) / most;
}

// Some terms of all maps, at some pixels of a row.
static void correlate_terms(const Correlation *c, int first, int terms, int y, int x, int pixels) {
    int groups = c->maps / GROUP, rest = c->maps % GROUP;
    Spot spot = {.weights = c->weights + (size_t)first * GROUP,
                 .weights_group = (size_t)c->terms * GROUP,
                 .bias = c->bias,
                 .from = c->from + y * c->from_row + x * c->from_step,
                 .offset = c->offset + first,
                 .from_step = c->from_step,
                 .terms = terms,
                 .groups = groups,
                 .accumulate = first > 0,
                 .to = c->to + y * c->to_row + x * c->to_step,
                 .to_map = c->to_map,
                 .to_step = c->to_step};
    if (groups)
        spot_run(GROUP, pixels, &spot);
    if (!rest)
        return;
    spot.weights = c->weights + (size_t)groups * GROUP * (size_t)c->terms + (size_t)first * (size_t)rest;
    spot.bias = c->bias ? c->bias + groups * GROUP : NULL;
    spot.to += groups * GROUP * c->to_map;
    spot.groups = 1;
    spot_run(rest, pixels, &spot);
}

static void correlate_pixels(const Correlation *c, int y, int x, int pixels) {
    int blocks = c->terms > 0 ? parts_of(c->terms, TERMS) : 1;
    for (int b = 0; b < blocks; b++) {
        int first = kernels_part(c->terms, blocks, b);
        correlate_terms(c, first, kernels_part(c->terms, blocks, b + 1) - first, y, x, pixels);
    }
}

static void simd_correlate(const Correlation *c) {
    int parts = parts_of(c->width, ACROSS);
    for (int y = 0; y < c->height; y++)
        for (int p = 0; p < parts; p++) {
            int x = kernels_part(c->width, parts, p);
            correlate_pixels(c, y, x, kernels_part(c->width, parts, p + 1) - x);
        }
}

#endif
