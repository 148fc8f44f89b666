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

// The first `count` lanes of v, zeros in the others.
static inline Vector first_lanes(Vector v, int count) {
    IntVector lane;
    for (int i = 0; i < LANES; i++)
        lane[i] = i;
    return (Vector)((IntVector)v & (lane < count));
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

// A row of `width` places: zeros, run.count pixels with a distance of `stride`, zeros. `readable` pixels lie at row.
static inline void spread_row(const float *row, ptrdiff_t readable, Run run, int stride, int width, float *places) {
    const float *x = row + run.pixel;
    int vectors = (run.count + LANES - 1) / LANES;
    if (stride <= 2 && run.place <= LANES && run.pixel + stride * vectors * LANES <= readable) {
        store(places, (Vector){0});
        for (int i = 0; run.place + i < width; i += LANES) {
            Vector v = {0};
            if (i < run.count)
                v = first_lanes(stride == 1 ? load(x + i) : every_second(x + 2 * i), run.count - i);
            store(places + run.place + i, v);
        }
        return;
    }
    for (int i = 0; i < width; i++)
        places[i] = i >= run.place && i - run.place < run.count ? x[(i - run.place) * stride] : 0;
}

static inline void clear(float *places, size_t count) {
    memset(places, 0, count * sizeof(float));
}

static void simd_spread(const Convolution *g, const float *large, float *phases) {
    int s = g->stride, height = convolution_grid_height(g), width = convolution_grid_width(g);
    ptrdiff_t pixels = (ptrdiff_t)g->height * g->width, total = g->channels * pixels;
    for (int item = 0; item < g->channels * s * s; item++, phases += (size_t)height * (size_t)width) {
        Run rows = run_of(g, item / s % s, g->height, height), across = run_of(g, item % s, g->width, width);
        ptrdiff_t at = item / (s * s) * pixels + (ptrdiff_t)rows.pixel * g->width;
        int end = rows.place + rows.count;
        clear(phases, (size_t)rows.place * (size_t)width);
        for (int y = rows.place; y < end; y++, at += s * g->width)
            spread_row(large + at, total - at, across, s, width, phases + (ptrdiff_t)y * width);
        clear(phases + (ptrdiff_t)end * width, (size_t)(height - end) * (size_t)width);
    }
}

static void simd_lay(const Convolution *g, const float *small, float *laid) {
    int width = convolution_grid_width(g), height = convolution_grid_height(g);
    size_t margin = (size_t)convolution_margin(g), below = (size_t)(height - g->out_height) * (size_t)width;
    ptrdiff_t left = (ptrdiff_t)g->maps * g->out_height * g->out_width;
    for (int m = 0; m < g->maps; m++) {
        clear(laid, margin);
        laid += margin;
        for (int y = 0; y < g->out_height; y++, laid += width, small += g->out_width, left -= g->out_width)
            spread_row(small, left, (Run){0, g->out_width, 0}, 1, width, laid);
        clear(laid, below);
        laid += below;
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

// What one phase has for a row of the large picture: `reached` of run.count pixels come from x, the others get the bias
// alone.
typedef struct PhaseRow {
    Run run;
    int reached;
    const float *x;
} PhaseRow;

static inline PhaseRow phase_row(const Convolution *g, int phase, const float *product, ConvolutionSpan across) {
    Run run = run_of(g, phase, g->width, g->width + g->pad + 1);
    int reached = product && across.last >= run.place ? across.last - run.place + 1 : 0;
    return (PhaseRow){.run = run,
                      .reached = reached < run.count ? reached : run.count,
                      .x = reached ? product + run.place - across.first : NULL};
}

static inline void merge_pixels(PhaseRow p, int stride, float shift, float *row) {
    for (int i = 0; i < p.run.count; i++)
        row[p.run.pixel + i * stride] = (i < p.reached ? p.x[i] : 0) + shift;
}

// One row of the large picture from the products of the S phases it is made of, `step` apart, or NULL for none;
// `left` places may be written from `row` on.
static inline void merge_row(const Convolution *g, const float *product, ptrdiff_t step, ConvolutionSpan across,
                             float shift, ptrdiff_t left, float *row) {
    int s = g->stride, first = g->pad % s, second = (g->pad + 1) % s; // phases of the first and the second pixel
    PhaseRow a = phase_row(g, first, product ? product + first * step : NULL, across);
    PhaseRow b = phase_row(g, second, product ? product + second * step : NULL, across);
    int vectors = (a.run.count + LANES - 1) / LANES;
    bool whole = a.reached && a.reached == a.run.count && (s == 1 || (b.reached && b.reached == b.run.count));
    if (whole && s <= 2 && s * vectors * LANES <= left) {
        for (int i = 0; i < a.run.count; i += LANES)
            if (s == 1)
                store(row + i, load(a.x + i) + shift);
            else
                zip(load(a.x + i) + shift, load(b.x + i) + shift, row + 2 * i);
        return;
    }
    for (int phase = 0; phase < s; phase++)
        merge_pixels(phase_row(g, phase, product ? product + phase * step : NULL, across), s, shift, row);
}

static void simd_merge(const Convolution *g, const float *product, ptrdiff_t row, const float *bias, float *large) {
    int s = g->stride, width = convolution_grid_width(g);
    ptrdiff_t step = g->channels * row; // from one phase to the next
    ptrdiff_t left = (ptrdiff_t)g->channels * g->height * g->width;
    ConvolutionSpan rows = convolution_rows(g), across = convolution_across(g);
    for (int c = 0; c < g->channels; c++)
        for (int y = 0; y < g->height; y++, large += g->width, left -= g->width) {
            int gy = (y + g->pad) / s, phase = (y + g->pad) % s;
            const float *of_row = product + phase * s * step + c * row + (ptrdiff_t)(gy - rows.first) * width;
            merge_row(g, gy <= rows.last ? of_row : NULL, step, across, bias ? bias[c] : 0, left, large);
        }
}

#endif
