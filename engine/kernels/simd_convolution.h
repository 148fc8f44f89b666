// Rearranging pictures for convolutions, row by row in whole vectors: a vector that reaches beyond its row is put right
// by the rows that follow it, since rows are written in their order. The last rows, behind which the memory is somebody
// else's, and strides above 2 go pixel by pixel. Included by simd.c only.
#ifndef HOURGLASS_SIMD_CONVOLUTION_H
#define HOURGLASS_SIMD_CONVOLUTION_H

#include "simd_gemm.h"

// Sums run in fixed lanes, which the compiler can keep in vectors without changing the order of additions.
enum { SUMS = 16 };

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

typedef int IntVector __attribute__((vector_size(LANES * sizeof(int))));

// All bits set in lanes first … first+count-1, none in the others.
static inline IntVector lanes_of(int first, int count) {
    IntVector lane = {0};
    for (int i = 0; i < LANES; i++)
        lane[i] = i;
    return (lane >= first) & (lane < first + count);
}

static inline Vector only(Vector v, IntVector lanes) {
    return (Vector)((IntVector)v & lanes);
}

#if LANES == 16
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif LANES == 8
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define LOW 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH 4, 12, 5, 13, 6, 14, 7, 15
#else
#define EVEN 0, 2, 4, 6
#define LOW 0, 4, 1, 5
#define HIGH 2, 6, 3, 7
#endif

// Lane i is x[2i].
static inline Vector every_second(const float *x) {
    return __builtin_shufflevector(load(x), load(x + LANES), EVEN);
}

// y[2i] = a[i], y[2i + 1] = b[i]
static inline void zip(Vector a, Vector b, float *y) {
    store(y, __builtin_shufflevector(a, b, LOW));
    store(y + LANES, __builtin_shufflevector(a, b, HIGH));
}

// What of a row of one phase comes from the picture: its first place, their number, and the pixel it begins with.
typedef struct Run {
    int place, count, pixel;
} Run;

static inline Run run_of(const Convolution *g, int phase, int size, int places) {
    int place = phase < g->pad ? (g->pad - phase + g->stride - 1) / g->stride : 0;
    int pixel = place * g->stride + phase - g->pad;
    int count = pixel < size ? (size - 1 - pixel) / g->stride + 1 : 0;
    int room = places > place ? places - place : 0;
    return (Run){place, count < room ? count : room, pixel};
}

// LANES pixels with a distance of 1 or 2.
static inline Vector pixels_at(const float *x, int stride) {
    return stride == 1 ? load(x) : every_second(x);
}

// A row of `width` places: zeros, run.count pixels with a distance of `stride`, zeros. `readable` pixels lie at row.
static inline void spread_row(const float *row, ptrdiff_t readable, Run run, int stride, int width, float *places) {
    const float *x = row + run.pixel;
    int vectors = (run.count + LANES - 1) / LANES;
    if (stride <= 2 && run.place <= LANES && run.pixel + stride * vectors * LANES <= readable) {
        store(places, (Vector){0});
        for (int i = 0; run.place + i < width; i += LANES) {
            Vector v = {0};
            if (i < run.count)
                v = only(pixels_at(x + stride * i, stride), lanes_of(0, run.count - i));
            store(places + run.place + i, v);
        }
        return;
    }
    for (int i = 0; i < width; i++)
        places[i] = i >= run.place && i - run.place < run.count ? x[(i - run.place) * stride] : 0;
}

// `rows` rows, `step` pixels apart. A row that fits in one vector takes one store, for which it is read from as many
// pixels before its first as there are zeros.
static inline void spread_rows(const float *x, ptrdiff_t before, ptrdiff_t readable, int rows, ptrdiff_t step, Run run,
                               int stride, int width, float *places) {
    ptrdiff_t start = run.pixel - run.place * stride;
    IntVector lanes = lanes_of(run.place, run.count);
    bool narrow = width <= LANES && stride <= 2;
    for (int y = 0; y < rows; y++, x += step, before += step, readable -= step, places += width)
        if (narrow && before + start >= 0 && start + stride * LANES <= readable)
            store(places, only(pixels_at(x + start, stride), lanes));
        else
            spread_row(x, readable, run, stride, width, places);
}

static inline void clear(float *places, size_t count) {
    if (count)
        memset(places, 0, count * sizeof(float));
}

enum { MAX_STRIDE = 8 };

static void simd_spread(const Convolution *g, const float *large, float *phases) {
    int s = g->stride, height = convolution_grid_height(g), width = convolution_grid_width(g);
    ptrdiff_t pixels = (ptrdiff_t)g->height * g->width, total = g->channels * pixels;
    Run down[MAX_STRIDE], across[MAX_STRIDE];
    for (int phase = 0; phase < s; phase++) {
        down[phase] = run_of(g, phase, g->height, height);
        across[phase] = run_of(g, phase, g->width, width);
    }
    for (int c = 0; c < g->channels; c++)
        for (int phase = 0; phase < s * s; phase++, phases += (size_t)height * (size_t)width) {
            Run rows = down[phase / s];
            ptrdiff_t at = c * pixels + (ptrdiff_t)rows.pixel * g->width;
            int end = rows.place + rows.count;
            clear(phases, (size_t)rows.place * (size_t)width);
            spread_rows(large + at, at, total - at, rows.count, (ptrdiff_t)s * g->width, across[phase % s], s, width,
                        phases + (ptrdiff_t)rows.place * width);
            clear(phases + (ptrdiff_t)end * width, (size_t)(height - end) * (size_t)width);
        }
}

static void simd_lay(const Convolution *g, const float *small, float *laid) {
    int width = convolution_grid_width(g), height = convolution_grid_height(g), count = g->out_width;
    size_t margin = (size_t)convolution_margin(g), below = (size_t)(height - g->out_height) * (size_t)width;
    ptrdiff_t size = (ptrdiff_t)g->out_height * count, total = g->maps * size;
    for (ptrdiff_t at = 0; at < total; at += size, laid += convolution_laid(g)) {
        clear(laid, margin);
        spread_rows(small + at, at, total - at, g->out_height, count, (Run){0, count, 0}, 1, width, laid + margin);
        clear(laid + margin + (size_t)g->out_height * (size_t)width, below);
    }
}

static void simd_lift(const Convolution *g, const float *product, ptrdiff_t row, const float *bias,
                      float *RESTRICT small) {
    int width = convolution_grid_width(g), count = g->out_width;
    ptrdiff_t left = (ptrdiff_t)g->maps * g->out_height * count; // places that may be written
    for (int m = 0; m < g->maps; m++, product += row) {
        float shift = bias ? bias[m] : 0;
        for (int y = 0; y < g->out_height; y++, small += count, left -= count) {
            const float *x = product + (ptrdiff_t)y * width;
            if ((count + LANES - 1) / LANES * LANES <= left)
                for (int i = 0; i < count; i += LANES)
                    store(small + i, load(x + i) + shift);
            else
                for (int i = 0; i < count; i++)
                    small[i] = x[i] + shift;
        }
    }
}

// What one phase has for a row of the large picture: `reached` of run.count pixels come from its product, from `start`
// on, the others get the bias alone.
typedef struct PhaseRow {
    Run run;
    int reached;
    ptrdiff_t start;
} PhaseRow;

static inline PhaseRow phase_row(const Convolution *g, int phase, ptrdiff_t step) {
    ConvolutionSpan across = convolution_across(g);
    Run run = run_of(g, phase, g->width, g->width + g->pad + 1);
    int reached = across.last >= run.place ? across.last - run.place + 1 : 0;
    return (PhaseRow){.run = run,
                      .reached = reached < run.count ? reached : run.count,
                      .start = phase * step + run.place - across.first};
}

// How a large picture's rows are put together.
typedef struct Merge {
    int stride, width;
    PhaseRow phase[MAX_STRIDE]; // in the order of the pixels of a row
    bool whole;                 // rows can be written in whole vectors
    int vectors;
} Merge;

static Merge merge_of(const Convolution *g, ptrdiff_t step) {
    Merge merge = {.stride = g->stride, .width = g->width, .whole = g->stride <= 2};
    for (int i = 0; i < g->stride; i++) {
        PhaseRow row = phase_row(g, (g->pad + i) % g->stride, step);
        merge.phase[i] = row;
        merge.whole &= row.reached > 0 && row.reached == row.run.count;
    }
    merge.vectors = (merge.phase[0].run.count + LANES - 1) / LANES;
    return merge;
}

static inline void merge_row(const Merge *merge, const float *product, float shift, ptrdiff_t left, float *row) {
    const float *a = product + merge->phase[0].start, *b = product + merge->phase[1].start;
    if (merge->whole && merge->stride * merge->vectors * LANES <= left) {
        for (int i = 0; i < merge->vectors * LANES; i += LANES)
            if (merge->stride == 1)
                store(row + i, load(a + i) + shift);
            else
                zip(load(a + i) + shift, load(b + i) + shift, row + 2 * i);
        return;
    }
    for (int p = 0; p < merge->stride; p++) {
        const PhaseRow *phase = &merge->phase[p];
        for (int i = 0; i < phase->run.count; i++)
            row[phase->run.pixel + i * merge->stride] = (i < phase->reached ? product[phase->start + i] : 0) + shift;
    }
}

// The large picture (C, H, W) from products (S, S, C, row). Rows that nothing reaches get the bias alone.
static void simd_merge(const Convolution *g, const float *product, ptrdiff_t row, const float *bias, float *large) {
    int s = g->stride, width = convolution_grid_width(g);
    ptrdiff_t step = g->channels * row, left = (ptrdiff_t)g->channels * g->height * g->width;
    ConvolutionSpan rows = convolution_rows(g);
    Merge merge = merge_of(g, step);
    for (int c = 0; c < g->channels; c++, product += row) {
        float shift = bias ? bias[c] : 0;
        int gy = g->pad / s, phase = g->pad % s;
        for (int y = 0; y < g->height; y++, large += g->width, left -= g->width) {
            if (gy <= rows.last)
                merge_row(&merge, product + phase * s * step + (ptrdiff_t)(gy - rows.first) * width, shift, left,
                          large);
            else
                for (int x = 0; x < g->width; x++)
                    large[x] = shift;
            if (++phase == s) {
                phase = 0;
                gy++;
            }
        }
    }
}

#endif
