// The three products of a convolution: down to the small picture, up to the large one, and the weight's gradient.
// Called by the layers conv and conv_transpose for one image after the other, so that all of it stays in the cache.
#include "convolve.h"

#include <string.h>

// Products run over whole panels, and rows found by offsets are read in whole panels.
static size_t in_panels(int columns) {
    size_t panel = (size_t)kernels()->panel;
    return ((size_t)columns + panel - 1) / panel * panel;
}

static size_t area(int rows, int columns) {
    return (size_t)rows * (size_t)columns;
}

// Places of the kernel in one phase.
static int taps_in(const Convolution *g, int phase) {
    return phase < g->kernel ? (g->kernel - phase + g->stride - 1) / g->stride : 0;
}

// Where every phase has as many places of the kernel as every other, their products are one product.
static bool even(const Convolution *g) {
    return g->kernel % g->stride == 0;
}

// The gradient's product takes all phases of all channels as its rows where that wastes nothing, or where there are so
// few channels that a product of theirs alone would be too thin to be fast.
static bool all_phases(const Convolution *g) {
    return even(g) || g->channels < 4;
}

static size_t down_offsets(const Convolution *g) {
    return area(g->channels, g->kernel * g->kernel);
}

static size_t up_offsets(const Convolution *g) {
    return area(g->maps, g->kernel * g->kernel);
}

// Offsets are kept as ints in the space of as many reals.
_Static_assert(sizeof(int) <= sizeof(real), "an offset fits in the space of a real");

typedef struct Sizes {
    size_t down, up, phases, laid, product, packed;
} Sizes;

static Sizes sizes_of(const Convolution *g) {
    int phases = g->stride * g->stride, columns = convolution_columns(g);
    size_t down = area(g->maps, 1) * in_panels(columns);
    size_t up = area(phases, g->channels) * in_panels(convolution_phase_columns(g)), slack = in_panels(1);
    return (Sizes){.down = down_offsets(g),
                   .up = up_offsets(g),
                   .phases = area(g->channels, phases) * (size_t)convolution_grid(g) + slack,
                   .laid = area(g->maps, convolution_laid(g)) + slack,
                   .product = down > up ? down : up,
                   .packed = kernels_packed_size(columns, g->maps)};
}

size_t convolve_scratch(const Convolution *g) {
    Sizes sizes = sizes_of(g);
    return sizes.down + sizes.up + sizes.phases + sizes.laid + sizes.product + sizes.packed;
}

// Rows in the order (c, ky, kx) of the weight.
static void fill_down(const Convolution *g, int *offset) {
    int s = g->stride, width = convolution_grid_width(g), grid = convolution_grid(g);
    for (int c = 0; c < g->channels; c++)
        for (int ky = 0; ky < g->kernel; ky++)
            for (int kx = 0; kx < g->kernel; kx++)
                *offset++ = (c * s * s + ky % s * s + kx % s) * grid + ky / s * width + kx / s;
}

// Rows in the order (phase, m, ty, tx): place (ty, tx) of the kernel in that phase, which looks as far back.
static void fill_up(const Convolution *g, int *offset) {
    int width = convolution_grid_width(g), most = convolution_taps(g) - 1, laid = convolution_laid(g);
    for (int phase = 0; phase < g->stride * g->stride; phase++)
        for (int m = 0; m < g->maps; m++)
            for (int ty = 0; ty < taps_in(g, phase / g->stride); ty++)
                for (int tx = 0; tx < taps_in(g, phase % g->stride); tx++)
                    *offset++ = m * laid + (most - ty) * width + most - tx;
}

void convolve_init(Convolve *convolve, const Convolution *g, real *scratch) {
    Sizes sizes = sizes_of(g);
    *convolve = (Convolve){.geometry = *g, .down = (int *)(void *)scratch};
    scratch += sizes.down;
    convolve->up = (int *)(void *)scratch;
    convolve->phases = scratch + sizes.up;
    convolve->laid = convolve->phases + sizes.phases;
    convolve->product = convolve->laid + sizes.laid;
    convolve->packed = convolve->product + sizes.product;
    fill_down(g, convolve->down);
    fill_up(g, convolve->up);
}

void convolve_down(const Convolve *convolve, const real *weight, const real *bias, real *small) {
    const Convolution *g = &convolve->geometry;
    Team solo = team_solo();
    int k = g->channels * g->kernel * g->kernel, columns = (int)in_panels(convolution_columns(g));
    Gemm gemm = {.m = g->maps,
                 .n = columns,
                 .k = k,
                 .a = weight,
                 .a_row = k,
                 .a_column = 1,
                 .b = convolve->phases,
                 .b_offset = convolve->down,
                 .c = convolve->product,
                 .c_row = columns};
    kernels()->gemm(&solo, &gemm);
    kernels()->lift(g, convolve->product, columns, bias, small);
}

void convolve_up(const Convolve *convolve, const real *turned, const real *bias, real *large) {
    const Convolution *g = &convolve->geometry;
    Team solo = team_solo();
    int phases = g->stride * g->stride, columns = (int)in_panels(convolution_phase_columns(g));
    int together = even(g) ? phases : 1; // phases of one product
    const int *offset = convolve->up;
    real *product = convolve->product;
    for (int phase = 0; phase < phases; phase += together) {
        int k = g->maps * taps_in(g, phase / g->stride) * taps_in(g, phase % g->stride), rows = together * g->channels;
        Gemm gemm = {.m = rows,
                     .n = columns,
                     .k = k,
                     .a = turned,
                     .a_row = k,
                     .a_column = 1,
                     .b = convolve->laid + convolution_rows(g).first * convolution_grid_width(g) +
                          convolution_across(g).first,
                     .b_offset = offset,
                     .c = product,
                     .c_row = columns};
        kernels()->gemm(&solo, &gemm);
        turned += area(rows, k);
        offset += k;
        product += area(rows, columns);
    }
    kernels()->merge(g, convolve->product, columns, bias, large);
}

size_t convolve_partial(const Convolution *g) {
    int taps = convolution_taps(g), phases = g->stride * g->stride;
    size_t places = all_phases(g) ? area(taps * taps, phases) : area(g->kernel, g->kernel);
    return places * area(g->channels, g->maps);
}

size_t convolve_partial_place(const Convolution *g, int c, int ky, int kx) {
    int s = g->stride;
    size_t row = all_phases(g) ? area(ky / s * convolution_taps(g) + kx / s, g->channels * s * s) +
                                     (size_t)(c * s * s + ky % s * s + kx % s)
                               : area(ky * g->kernel + kx, g->channels) + (size_t)c;
    return row * (size_t)g->maps;
}

// For one place of the kernel (or one step of a stride, for all phases) the rows of the right matrix are equally far
// from one another: (C) or (C, S, S) rows over the pixels, times (pixels, M).
void convolve_gradient(const Convolve *convolve, bool accumulate, real *partial) {
    const Convolution *g = &convolve->geometry;
    Team solo = team_solo();
    int pixels = convolution_columns(g), grid = convolution_grid(g), phases = g->stride * g->stride;
    bool all = all_phases(g);
    int rows = all ? g->channels * phases : g->channels, side = all ? convolution_taps(g) : g->kernel;
    kernels()->pack(convolve->laid + convolution_margin(g), 1, convolution_laid(g), 0, pixels, 0, g->maps, pixels,
                    convolve->packed);
    for (int place = 0; place < side * side; place++, partial += area(rows, g->maps)) {
        int y = place / side, x = place % side;
        int offset = all ? y * convolution_grid_width(g) + x : convolve->down[y * side + x];
        Gemm gemm = {.m = rows,
                     .n = g->maps,
                     .k = pixels,
                     .a = convolve->phases + offset,
                     .a_row = all ? grid : phases * grid,
                     .a_column = 1,
                     .packed = convolve->packed,
                     .c = partial,
                     .c_row = g->maps,
                     .accumulate = accumulate};
        kernels()->gemm(&solo, &gemm);
    }
}

void convolve_turn(const Convolution *g, const real *weight, int m, int ms, int c, int cs, real *turned) {
    int s = g->stride, side = g->kernel;
    for (int phase = 0; phase < s * s; phase++) {
        int tys = taps_in(g, phase / s), txs = taps_in(g, phase % s);
        for (int i = c; i < c + cs; i++)
            for (int j = m; j < m + ms; j++) {
                const real *from = weight + (area(j, g->channels) + (size_t)i) * area(side, side);
                real *to = turned + (area(i, g->maps) + (size_t)j) * area(tys, txs);
                for (int t = 0; t < tys * txs; t++)
                    to[t] = from[(phase / s + t / txs * s) * side + phase % s + t % txs * s];
            }
        turned += area(g->channels, g->maps) * area(tys, txs);
    }
}
