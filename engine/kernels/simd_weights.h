// The gradient of a convolution's weights on blocks: products of pixels, summed up lane by lane over some rows of the
// picture; then what all lanes have is added up. Included by simd.c only.
#ifndef HOURGLASS_SIMD_WEIGHTS_H
#define HOURGLASS_SIMD_WEIGHTS_H

#include "simd_convolution.h"

// Sums over the pixels, for some maps and terms, of all lanes by themselves.
static inline __attribute__((always_inline)) void lane_sums(const int maps, const int terms,
                                                            const CorrelationGradient *g, const float *small,
                                                            const int *offset, Vector *sums) {
    Vector sum[GROUP][ACROSS];
    const ptrdiff_t map = g->small_map, step = g->large_step;
    UNROLL
    for (int i = 0; i < maps; i++) {
        UNROLL
        for (int j = 0; j < terms; j++)
            sum[i][j] = (Vector){0};
    }
    for (int y = 0; y < g->height; y++) {
        const float *a = small + y * g->small_row, *x[ACROSS];
        UNROLL
        for (int j = 0; j < terms; j++)
            x[j] = g->large + y * g->large_row + offset[j];
        ptrdiff_t at = 0;
        for (int p = 0; p < g->width; p++, a += LANES, at += step) {
            Vector v[GROUP];
            UNROLL
            for (int i = 0; i < maps; i++)
                v[i] = kept(load(a + i * map));
            UNROLL
            for (int j = 0; j < terms; j++) {
                Vector b = kept(load(x[j] + at));
                UNROLL
                for (int i = 0; i < maps; i++)
                    sum[i][j] += v[i] * b;
            }
        }
    }
    UNROLL
    for (int i = 0; i < maps; i++) {
        UNROLL
        for (int j = 0; j < terms; j++)
            sums[i * terms + j] = sum[i][j];
    }
}

// clang-format off
static inline __attribute__((always_inline)) void lane_sums_maps(const int maps, int terms,
                                                                 const CorrelationGradient *g, const float *small,
                                                                 const int *offset, Vector *sums) {
    switch (terms) {
    case 1: lane_sums(maps, 1, g, small, offset, sums); break;
    case 2: lane_sums(maps, 2, g, small, offset, sums); break;
    case 3: lane_sums(maps, 3, g, small, offset, sums); break;
#if TILE_ROWS >= 12
    case 4: lane_sums(maps, 4, g, small, offset, sums); break;
    case 5: lane_sums(maps, 5, g, small, offset, sums); break;
    case 6: lane_sums(maps, 6, g, small, offset, sums); break;
    case 7: lane_sums(maps, 7, g, small, offset, sums); break;
    case 8: lane_sums(maps, 8, g, small, offset, sums); break;
#endif
    default: lane_sums(maps, ACROSS, g, small, offset, sums); break;
    }
}

static void lane_sums_run(int maps, int terms, const CorrelationGradient *g, const float *small, const int *offset,
                          Vector *sums) {
    switch (maps) {
    case 1: lane_sums_maps(1, terms, g, small, offset, sums); break;
    case 2: lane_sums_maps(2, terms, g, small, offset, sums); break;
    default: lane_sums_maps(GROUP, terms, g, small, offset, sums); break;
    }
}
// clang-format on

enum { SPOT_MOST = (GROUP * ACROSS + LANES - 1) / LANES * LANES };

static void gradient_spot(const CorrelationGradient *g, int m, int maps, int k, int terms) {
    Vector sums[SPOT_MOST] = {{0}};
    float all[SPOT_MOST] = {0};
    lane_sums_run(maps, terms, g, g->small + m * g->small_map, g->offset + k, sums);
    for (int i = 0; i < maps * terms; i += LANES)
        store(all + i, sum_each(sums + i));
    for (int i = 0; i < maps; i++) {
        float *weight = g->weights + (size_t)(m + i) * (size_t)g->terms + (size_t)k;
        for (int j = 0; j < terms; j++)
            weight[j] = g->accumulate ? weight[j] + all[i * terms + j] : all[i * terms + j];
    }
}

// The same for some rows of the picture.
static CorrelationGradient rows_of(const CorrelationGradient *g, int first, int rows) {
    CorrelationGradient part = *g;
    part.small += first * g->small_row;
    part.large += first * g->large_row;
    part.height = rows;
    part.accumulate |= first > 0;
    return part;
}

// As many rows at a time as leave what a tile reads of them in the first cache: some maps of the small picture and a
// channel of the large one.
static int rows_at_a_time(const CorrelationGradient *g) {
    ptrdiff_t row = (GROUP * g->small_row + g->large_row) * (ptrdiff_t)sizeof(float);
    int most = row > 0 && row < CACHE ? (int)(CACHE / row) : 1;
    return parts_of(g->height, parts_of(g->height, most));
}

// What is smaller passes by while the other stays in the cache: with a stride the maps, else the channels.
static void gradient_rows(const CorrelationGradient *g) {
    int parts = parts_of(g->terms, ACROSS), groups = parts_of(g->maps, GROUP);
    bool maps_inside = g->large_step > LANES;
    for (int i = 0; i < parts * groups; i++) {
        int p = maps_inside ? i / groups : i % parts, m = (maps_inside ? i % groups : i / parts) * GROUP;
        int k = kernels_part(g->terms, parts, p);
        gradient_spot(g, m, g->maps - m < GROUP ? g->maps - m : GROUP, k, kernels_part(g->terms, parts, p + 1) - k);
    }
}

static void simd_correlate_gradient(const CorrelationGradient *g) {
    int rows = rows_at_a_time(g);
    for (int first = 0; first < g->height; first += rows) {
        CorrelationGradient part = rows_of(g, first, g->height - first < rows ? g->height - first : rows);
        gradient_rows(&part);
    }
}

#endif
