// Rearranging pictures for convolutions in runs of pixels. Included by simd.c only.
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

// Pixels x[0], x[s], x[2s], …; one loop for each stride that is common, so that it becomes vector code.
static inline __attribute__((always_inline)) void thin_out(const float *RESTRICT x, int stride, int n,
                                                           float *RESTRICT y) {
    if (stride == 1)
        for (int i = 0; i < n; i++)
            y[i] = x[i];
    else if (stride == 2)
        for (int i = 0; i < n; i++)
            y[i] = x[2 * i];
    else
        for (int i = 0; i < n; i++)
            y[i] = x[i * stride];
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

static void spread_row(const float *row, Run run, int stride, int width, float *phase) {
    memset(phase, 0, (size_t)run.place * sizeof(float));
    thin_out(row + run.pixel, stride, run.count, phase + run.place);
    int end = run.place + run.count;
    memset(phase + end, 0, (size_t)(width - end) * sizeof(float));
}

// A phase of one channel.
static void spread_phase(const Convolution *g, const float *channel, Run rows, Run across, float *phase) {
    int height = convolution_grid_height(g), width = convolution_grid_width(g);
    size_t bytes = (size_t)width * sizeof(float);
    if (rows.count == 0 || across.count == 0) {
        memset(phase, 0, (size_t)height * bytes);
        return;
    }
    memset(phase, 0, (size_t)rows.place * bytes);
    for (int i = 0; i < rows.count; i++)
        spread_row(channel + (ptrdiff_t)(rows.pixel + i * g->stride) * g->width, across, g->stride, width,
                   phase + (ptrdiff_t)(rows.place + i) * width);
    int end = rows.place + rows.count;
    memset(phase + (ptrdiff_t)end * width, 0, (size_t)(height - end) * bytes);
}

static void simd_spread(const Convolution *g, const float *large, float *phases) {
    int height = convolution_grid_height(g), width = convolution_grid_width(g);
    size_t pixels = (size_t)g->height * (size_t)g->width;
    for (int c = 0; c < g->channels; c++, large += pixels)
        for (int y = 0; y < g->stride; y++)
            for (int x = 0; x < g->stride; x++, phases += (size_t)height * (size_t)width)
                spread_phase(g, large, run_of(g, y, g->height, height), run_of(g, x, g->width, width), phases);
}

static void simd_lay(const Convolution *g, const float *small, float *laid) {
    int margin = convolution_margin(g), width = convolution_grid_width(g), size = convolution_laid(g);
    for (int m = 0; m < g->maps; m++, laid += size) {
        memset(laid, 0, (size_t)size * sizeof(float));
        for (int y = 0; y < g->out_height; y++, small += g->out_width)
            thin_out(small, 1, g->out_width, laid + margin + (ptrdiff_t)y * width);
    }
}

static void simd_lift(const Convolution *g, const float *product, ptrdiff_t row, const float *bias,
                      float *RESTRICT small) {
    int width = convolution_grid_width(g);
    for (int m = 0; m < g->maps; m++, product += row) {
        float shift = bias ? bias[m] : 0;
        for (int y = 0; y < g->out_height; y++, small += g->out_width)
            for (int x = 0; x < g->out_width; x++)
                small[x] = product[(ptrdiff_t)y * width + x] + shift;
    }
}

// Every stride-th pixel of a row of the large picture, from one phase; x has n pixels for `count` of them.
static inline void merge_run(const float *RESTRICT x, int stride, int n, int count, float shift, float *RESTRICT y) {
    if (stride == 1)
        for (int i = 0; i < n; i++)
            y[i] = x[i] + shift;
    else if (stride == 2)
        for (int i = 0; i < n; i++)
            y[2 * i] = x[i] + shift;
    else
        for (int i = 0; i < n; i++)
            y[i * stride] = x[i] + shift;
    for (int i = n; i < count; i++)
        y[i * stride] = shift;
}

// One row of the large picture from the products of the phases (S, C, row) that it is made of, or NULL for none.
static void merge_row(const Convolution *g, const float *product, ptrdiff_t step, ConvolutionSpan across, float shift,
                      float *row) {
    for (int phase = 0; phase < g->stride; phase++) {
        Run run = run_of(g, phase, g->width, g->width + g->pad + 1);
        int reached = product && across.last >= run.place ? across.last - run.place + 1 : 0;
        if (run.count > 0)
            merge_run(reached ? product + phase * step + run.place - across.first : NULL, g->stride,
                      reached < run.count ? reached : run.count, run.count, shift, row + run.pixel);
    }
}

static void simd_merge(const Convolution *g, const float *product, ptrdiff_t row, const float *bias, float *large) {
    int s = g->stride, width = convolution_grid_width(g);
    ptrdiff_t step = g->channels * row; // from one phase to the next
    ConvolutionSpan rows = convolution_rows(g), across = convolution_across(g);
    for (int c = 0; c < g->channels; c++)
        for (int y = 0; y < g->height; y++, large += g->width) {
            int gy = (y + g->pad) / s, phase = (y + g->pad) % s;
            const float *of_row = product + phase * s * step + c * row + (ptrdiff_t)(gy - rows.first) * width;
            merge_row(g, gy <= rows.last ? of_row : NULL, step, across, bias ? bias[c] : 0, large);
        }
}

#endif
