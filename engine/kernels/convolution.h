// The geometry of convolutions as products without a copy for every place of the kernel. A convolution links a large
// picture (C, H, W) with a small one (M, OH, OW): small = weight (M, C, K, K) over the padded large one with a stride
// of S, or, transposed, the large one from the small one. The large picture is split by the stride into S² phases, in
// which neighbours in one place of the kernel are neighbours in memory; both pictures lie on a grid that is wide enough
// for the kernel to run over a row's end. So every row of the matrix that a convolution multiplies with is a stretch
// of the phases (or of the small picture laid on the grid), found by its offset.
#ifndef HOURGLASS_CONVOLUTION_H
#define HOURGLASS_CONVOLUTION_H

#include <stddef.h>

typedef struct Convolution {
    int channels, height, width;     // large picture (C, H, W)
    int maps, out_height, out_width; // small picture (M, OH, OW)
    int kernel, stride, pad;
} Convolution;

/// Steps of a whole stride in a kernel, rounded up.
static inline int convolution_taps(const Convolution *g) {
    return (g->kernel + g->stride - 1) / g->stride;
}

static inline int convolution_grid_height(const Convolution *g) {
    return g->out_height + convolution_taps(g) - 1;
}

static inline int convolution_grid_width(const Convolution *g) {
    return g->out_width + convolution_taps(g) - 1;
}

/// Places of the grid: the size of one phase of one channel.
static inline int convolution_grid(const Convolution *g) {
    return convolution_grid_height(g) * convolution_grid_width(g);
}

/// Zeros before the first pixel of each map of the laid small picture.
static inline int convolution_margin(const Convolution *g) {
    return (convolution_taps(g) - 1) * (convolution_grid_width(g) + 1);
}

/// Size of one map of the laid small picture.
static inline int convolution_laid(const Convolution *g) {
    return convolution_margin(g) + convolution_grid(g);
}

/// Columns of the product that gives the small picture: whole grid rows, but for what lies beyond the last pixel.
static inline int convolution_columns(const Convolution *g) {
    return (g->out_height - 1) * convolution_grid_width(g) + g->out_width;
}

/// Rows and columns of the grid that have a part in the large picture: first and last. Pixel Y of the large picture
/// belongs to phase (Y + pad) mod S at row (Y + pad) / S; where that is beyond `last`, nothing of the small picture
/// reaches it.
typedef struct ConvolutionSpan {
    int first, last;
} ConvolutionSpan;

static inline ConvolutionSpan convolution_span(const Convolution *g, int size, int grid) {
    int first = g->pad / g->stride, last = (size - 1 + g->pad) / g->stride;
    return (ConvolutionSpan){first, last < grid ? last : grid - 1};
}

static inline ConvolutionSpan convolution_rows(const Convolution *g) {
    return convolution_span(g, g->height, convolution_grid_height(g));
}

static inline ConvolutionSpan convolution_across(const Convolution *g) {
    return convolution_span(g, g->width, convolution_grid_width(g));
}

/// Columns of the product that gives the phases of the large picture.
static inline int convolution_phase_columns(const Convolution *g) {
    ConvolutionSpan rows = convolution_rows(g), across = convolution_across(g);
    return (rows.last - rows.first) * convolution_grid_width(g) + across.last - across.first + 1;
}

#endif
