// The blocked matrix product: a tile of C stays in registers while a stretch of K passes by. B comes packed in panels
// of PANEL columns; A is read where it lies, whatever its strides. Included by simd.c only, which sets LANES and
// TILE_ROWS.
#ifndef HOURGLASS_SIMD_GEMM_H
#define HOURGLASS_SIMD_GEMM_H

#include "simd_pack.h"

enum { TILE_MAX = 14 }; // the largest TILE_ROWS of all instruction sets

typedef struct Tile {
    const float *a; // (rows, K)
    ptrdiff_t a_row, a_column;
    const float *panel; // (K, PANEL)
    int k;
    float *c; // (rows, PANEL)
    ptrdiff_t c_row;
    const float *bias; // (PANEL) that every row starts from; NULL: zeros, or what C holds
    bool accumulate;   // starts from C
    bool relu;         // ends with relu
    const char *ahead; // memory that will be needed soon, brought nearer in every step of K
    size_t step;       // bytes of it in a step
    const char *claim; // the same of memory that will be written
    size_t claim_step;
} Tile;

static INLINE void tile_begin(const int rows, const Tile *t, Vector sum[][2]) {
    if (t->accumulate) {
        UNROLL
        for (int i = 0; i < rows; i++) {
            sum[i][0] = load(t->c + i * t->c_row);
            sum[i][1] = load(t->c + i * t->c_row + LANES);
        }
        return;
    }
    Vector b0 = t->bias ? load(t->bias) : (Vector){0}, b1 = t->bias ? load(t->bias + LANES) : (Vector){0};
    UNROLL
    for (int i = 0; i < rows; i++) {
        sum[i][0] = b0;
        sum[i][1] = b1;
    }
}

// NaN is not ≤ 0 and stays.
static inline Vector relu(Vector x) {
    return (Vector)((Mask)x & ~(x <= 0));
}

static INLINE void tile_end(const int rows, const Tile *t, Vector sum[][2]) {
    UNROLL
    for (int i = 0; i < rows; i++) {
        if (t->relu) {
            sum[i][0] = relu(sum[i][0]);
            sum[i][1] = relu(sum[i][1]);
        }
        store(t->c + i * t->c_row, sum[i][0]);
        store(t->c + i * t->c_row + LANES, sum[i][1]);
    }
}

// C = A · panel, from the start and with the end that the tile names, for a number of rows known when this is
// compiled. Rows are reached from every fourth one, so that few address registers are needed.
static INLINE void tile_fixed(const int rows, const Tile *t) {
    Vector sum[TILE_MAX][2];
    const float *quarter[(TILE_MAX + 3) / 4], *panel = t->panel;
    const ptrdiff_t a_row = t->a_row, a_column = t->a_column;
    const char *ahead = t->ahead, *claim = t->claim;
    const size_t step = t->step, claim_step = t->claim_step;
    tile_begin(rows, t, sum);
    UNROLL
    for (int i = 0; i < (rows + 3) / 4; i++)
        quarter[i] = t->a + 4 * i * a_row;
    for (int p = 0; p < t->k; p++) {
        const float *b = panel + p * PANEL;
        Vector b0 = load(b), b1 = load(b + LANES);
        __builtin_prefetch(ahead, 0, 2);
        ahead += step;
        __builtin_prefetch(claim, 1, 2);
        claim += claim_step;
        UNROLL
        for (int i = 0; i < rows; i++) {
            float x = quarter[i / 4][(i % 4) * a_row];
            sum[i][0] += x * b0;
            sum[i][1] += x * b1;
        }
        UNROLL
        for (int i = 0; i < (rows + 3) / 4; i++)
            quarter[i] += a_column;
    }
    tile_end(rows, t, sum);
}

// clang-format off
static void tile_run(int rows, const Tile *t) {
    switch (rows) {
    case 1: tile_fixed(1, t); break;
    case 2: tile_fixed(2, t); break;
    case 3: tile_fixed(3, t); break;
    case 4: tile_fixed(4, t); break;
    case 5: tile_fixed(5, t); break;
    case 6: tile_fixed(6, t); break;
    case 7: tile_fixed(7, t); break;
    case 8: tile_fixed(8, t); break;
    case 9: tile_fixed(9, t); break;
    case 10: tile_fixed(10, t); break;
    case 11: tile_fixed(11, t); break;
    case 12: tile_fixed(12, t); break;
    case 13: tile_fixed(13, t); break;
    default: tile_fixed(14, t); break;
    }
}
// clang-format on

// Steps of K that are taken at a time: a panel's part stays in the first cache while all rows pass by.
enum { DEPTH = 256, CACHE_LINE = 64 };

typedef struct Ahead {
    const char *place;
    size_t step;
} Ahead;

// What tile number `index` of all the product's `tiles` fetches besides: its part of what the caller names, the arrays
// in turn.
static inline Ahead ahead_of_caller(const Gemm *g, int index, int tiles, int count) {
    int parts = (tiles + GEMM_AHEAD - 1) / GEMM_AHEAD;
    size_t bytes = g->ahead_bytes / (size_t)parts;
    const char *array = (const char *)g->ahead[index % GEMM_AHEAD];
    return (Ahead){array + (size_t)(index / GEMM_AHEAD) * bytes, bytes / (size_t)count + 1};
}

// Or what follows in the packed B, each tile of a panel's part its share: what other members have written comes slowly,
// and only so many lines can be on their way at a time.
static inline Ahead ahead_of_panel(const float *panel, int tile, int tiles, int count) {
    const char *next = (const char *)(panel + count * PANEL);
    size_t share = (size_t)count * PANEL * sizeof *panel / (size_t)tiles;
    return (Ahead){next + (size_t)tile * share, share / (size_t)count + 1};
}

// One tile of C with `columns` ≤ PANEL columns, over steps first … first+count-1 of K. A narrow tile goes through a
// buffer of full width, in which the panel's zeros meet no memory of the caller's.
static void tile_place(const Gemm *g, int row, int rows, int column, const float *panel, int first, int count,
                       Ahead ahead, Ahead claim) {
    float buffer[TILE_ROWS * PANEL], bias[PANEL];
    int columns = g->n - column < PANEL ? g->n - column : PANEL;
    bool narrow = columns < PANEL, more = g->accumulate || first > 0;
    float *place = g->c + row * g->c_row + column;
    size_t bytes = (size_t)columns * sizeof(float);
    Tile tile = {.a = g->a + row * g->a_row + first * g->a_column,
                 .a_row = g->a_row,
                 .a_column = g->a_column,
                 .panel = panel,
                 .k = count,
                 .c = narrow ? buffer : place,
                 .c_row = narrow ? PANEL : g->c_row,
                 .bias = g->bias ? g->bias + column : NULL,
                 .accumulate = more,
                 .relu = g->relu && first + count == g->k,
                 .ahead = ahead.place,
                 .step = ahead.step,
                 .claim = claim.place ? claim.place : (const char *)(narrow ? buffer : place),
                 .claim_step = claim.step};
    if (narrow && g->bias)
        tile.bias = memcpy(bias, g->bias + column, bytes);
    for (int i = 0; narrow && more && i < rows; i++)
        memcpy(buffer + i * PANEL, place + i * g->c_row, bytes);
    tile_run(rows, &tile);
    for (int i = 0; narrow && i < rows; i++)
        memcpy(place + i * g->c_row, buffer + i * PANEL, bytes);
}

// Rows first … end-1 of one panel's columns.
static void panel_run(const Gemm *g, int column, int first, int end) {
    int tiles = (end - first + TILE_ROWS - 1) / TILE_ROWS, blocks = g->k > DEPTH ? (g->k + DEPTH - 1) / DEPTH : 1;
    int panels = (g->n + PANEL - 1) / PANEL;
    for (int block = 0; block < blocks; block++) {
        int k = kernels_part(g->k, blocks, block), count = kernels_part(g->k, blocks, block + 1) - k;
        const float *panel = g->packed ? g->packed + (size_t)column * gemm_packed_k(g) + (size_t)k * PANEL : g->scratch;
        if (!g->packed)
            pack_panel(g->b + k * g->b_row + column * g->b_column, g->b_row, g->b_column, count,
                       g->n - column < PANEL ? g->n - column : PANEL, g->scratch);
        for (int t = 0; t < tiles; t++) {
            int row = first + kernels_part(end - first, tiles, t),
                next = first + kernels_part(end - first, tiles, t + 1);
            Ahead ahead = ahead_of_panel(panel, t, tiles, count), claim = {0};
            if (g->ahead_bytes)
                claim =
                    ahead_of_caller(g, (column / PANEL * blocks + block) * tiles + t, panels * blocks * tiles, count);
            tile_place(g, row, next - row, column, panel, k, count, ahead, claim);
        }
    }
}

// Panels are dealt out by rank; where there are fewer panels than members, so are parts of the rows.
static void simd_gemm(const Team *team, const Gemm *g) {
    int panels = (g->n + PANEL - 1) / PANEL;
    int parts = panels >= team->size ? 1 : (team->size + panels - 1) / panels;
    for (int item = team->rank; item < panels * parts; item += team->size)
        panel_run(g, item / parts * PANEL, kernels_part(g->m, parts, item % parts),
                  kernels_part(g->m, parts, item % parts + 1));
}

#endif
