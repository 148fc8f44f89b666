// The three products of a convolution. Called by conv and conv_transpose for a block of images after the other.
#include "convolve.h"

#include "block.h"

static size_t area(int rows, int columns) {
    return (size_t)rows * (size_t)columns;
}

static int larger(int a, int b) {
    return a > b ? a : b;
}

// Places of the kernel that meet one phase, a residue of the large picture's pixels by the stride.
static int taps_of(const Convolution *g, int phase) {
    return phase < g->kernel ? (g->kernel - phase + g->stride - 1) / g->stride : 0;
}

// A row or column of the large picture: padded, and as far as the last kernel reaches.
static int large_extent(const Convolution *g, int size, int out) {
    return larger(g->pad + size, (out - 1) * g->stride + g->kernel);
}

// Zeros before a row or column of the small picture. Pixel Y of the large one gets something from pixels (Y + pad) / S
// and back from there, as many as there are taps.
static int small_before(const Convolution *g) {
    return larger(0, taps_of(g, 0) - 1 - g->pad / g->stride);
}

static int small_extent(const Convolution *g, int size, int out) {
    return small_before(g) + larger(out, (size - 1 + g->pad) / g->stride + 1);
}

// Were a channel's size a power of two, the same pixel of all channels would fall into the same few places of the
// cache.
static int odd(int extent) {
    return extent | 1;
}

static BlockShape large_shape(const Convolution *g) {
    return (BlockShape){.channels = g->channels,
                        .height = g->height,
                        .width = g->width,
                        .top = g->pad,
                        .left = g->pad,
                        .rows = odd(large_extent(g, g->height, g->out_height)),
                        .columns = odd(large_extent(g, g->width, g->out_width))};
}

static BlockShape small_shape(const Convolution *g) {
    return (BlockShape){.channels = g->maps,
                        .height = g->out_height,
                        .width = g->out_width,
                        .top = small_before(g),
                        .left = small_before(g),
                        .rows = odd(small_extent(g, g->height, g->out_height)),
                        .columns = odd(small_extent(g, g->width, g->out_width))};
}

static BlockShape without_border(const BlockShape *s) {
    return (BlockShape){s->channels, s->height, s->width, 0, 0, odd(s->height), odd(s->width)};
}

// Offsets are kept as ints in the space of as many reals.
_Static_assert(sizeof(int) <= sizeof(real), "an offset fits in the space of a real");

typedef struct Sizes {
    size_t down, up, large, small, product;
} Sizes;

// Blocks begin where vectors do not cross a line of the cache.
static size_t aligned(size_t count) {
    return (count + 15) / 16 * 16;
}

Convolve convolve_of(const Convolution *g) {
    Convolve convolve = {.geometry = *g, .large_shape = large_shape(g), .small_shape = small_shape(g)};
    convolve.large_product = without_border(&convolve.large_shape);
    convolve.small_product = without_border(&convolve.small_shape);
    return convolve;
}

static Sizes sizes_of(const Convolve *convolve) {
    const Convolution *g = &convolve->geometry;
    size_t up = block_size(&convolve->large_product), down = block_size(&convolve->small_product);
    return (Sizes){.down = aligned(area(g->channels, g->kernel * g->kernel)),
                   .up = aligned(area(g->maps, g->kernel * g->kernel)),
                   .large = aligned(block_size(&convolve->large_shape)),
                   .small = aligned(block_size(&convolve->small_shape)),
                   .product = up > down ? up : down};
}

size_t convolve_scratch(const Convolution *g) {
    Convolve convolve = convolve_of(g);
    Sizes sizes = sizes_of(&convolve);
    return sizes.down + sizes.up + sizes.large + sizes.small + sizes.product;
}

// Terms in the order (c, ky, kx) of the weight.
static void fill_down(const Convolve *convolve) {
    const Convolution *g = &convolve->geometry;
    const BlockShape *s = &convolve->large_shape;
    int *offset = convolve->down, lanes = kernels()->lanes;
    for (int c = 0; c < g->channels; c++)
        for (int ky = 0; ky < g->kernel; ky++)
            for (int kx = 0; kx < g->kernel; kx++)
                *offset++ = ((c * s->rows + ky) * s->columns + kx) * lanes;
}

// Terms in the order (phase, m, ty, tx): place (ty, tx) of the kernel among those of that phase looks as far back.
static void fill_up(const Convolve *convolve) {
    const Convolution *g = &convolve->geometry;
    const BlockShape *s = &convolve->small_shape;
    int *offset = convolve->up, lanes = kernels()->lanes;
    for (int py = 0; py < g->stride; py++)
        for (int px = 0; px < g->stride; px++)
            for (int m = 0; m < g->maps; m++)
                for (int ty = 0; ty < taps_of(g, py); ty++)
                    for (int tx = 0; tx < taps_of(g, px); tx++)
                        *offset++ = ((m * s->rows - ty) * s->columns - tx) * lanes;
}

void convolve_init(Convolve *convolve, const Convolution *g, real *scratch) {
    *convolve = convolve_of(g);
    Sizes sizes = sizes_of(convolve);
    convolve->large = scratch;
    convolve->small = convolve->large + sizes.large;
    convolve->down = (int *)(void *)(convolve->small + sizes.small);
    convolve->up = (int *)(void *)(convolve->small + sizes.small + sizes.down);
    convolve->product = convolve->small + sizes.small + sizes.down + sizes.up;
    fill_down(convolve);
    fill_up(convolve);
}

void convolve_down(const Convolve *convolve, const real *large, const real *prepared, const real *bias,
                   const BlockShape *shape, real *small) {
    const Convolution *g = &convolve->geometry;
    Correlation correlation = {.maps = g->maps,
                               .terms = g->channels * g->kernel * g->kernel,
                               .weights = prepared,
                               .bias = bias,
                               .from = large,
                               .offset = convolve->down,
                               .from_row = g->stride * block_row(&convolve->large_shape),
                               .from_step = (ptrdiff_t)g->stride * kernels()->lanes,
                               .height = g->out_height,
                               .width = g->out_width,
                               .to = small + block_start(shape),
                               .to_map = block_channel(shape),
                               .to_row = block_row(shape),
                               .to_step = kernels()->lanes};
    kernels()->correlate(&correlation);
}

// Rows or columns of one phase: the first pixel of the large picture, the pixel of the small one that its first tap
// meets, and how many there are.
typedef struct PhaseSpan {
    int first, from, count;
} PhaseSpan;

static PhaseSpan phase_span(const Convolution *g, int phase, int size) {
    int first = (phase + g->stride - g->pad % g->stride) % g->stride;
    return (PhaseSpan){first, (first + g->pad) / g->stride, size > first ? (size - 1 - first) / g->stride + 1 : 0};
}

// From the beginning of both blocks to what one phase reads and writes.
static void up_phase(const Convolve *convolve, int py, int px, const Correlation *whole) {
    const Convolution *g = &convolve->geometry;
    const BlockShape *small = &convolve->small_shape;
    PhaseSpan down = phase_span(g, py, g->height), across = phase_span(g, px, g->width);
    Correlation phase = *whole;
    phase.from += ((ptrdiff_t)(small->top + down.from) * small->columns + small->left + across.from) * kernels()->lanes;
    phase.to += (whole->to_row * down.first + whole->to_step * across.first) / g->stride;
    phase.height = down.count;
    phase.width = across.count;
    kernels()->correlate(&phase);
}

size_t convolve_weights(const Convolution *g) {
    return area(g->maps, g->channels) * area(g->kernel, g->kernel);
}

void convolve_up(const Convolve *convolve, const real *small, const real *prepared, const real *bias,
                 const BlockShape *shape, real *large) {
    const Convolution *g = &convolve->geometry;
    Correlation correlation = {.maps = g->channels,
                               .weights = prepared + convolve_weights(g),
                               .bias = bias,
                               .from = small,
                               .offset = convolve->up,
                               .from_row = block_row(&convolve->small_shape),
                               .from_step = kernels()->lanes,
                               .to = large + block_start(shape),
                               .to_map = block_channel(shape),
                               .to_row = g->stride * block_row(shape),
                               .to_step = (ptrdiff_t)g->stride * kernels()->lanes};
    for (int py = 0; py < g->stride; py++)
        for (int px = 0; px < g->stride; px++) {
            correlation.terms = g->maps * taps_of(g, py) * taps_of(g, px);
            up_phase(convolve, py, px, &correlation);
            correlation.weights += area(g->channels, correlation.terms);
            correlation.offset += correlation.terms;
        }
}

void convolve_gradient(const Convolve *convolve, const real *large, const real *small, bool accumulate, real *weight) {
    const Convolution *g = &convolve->geometry;
    const BlockShape *shape = &convolve->small_shape;
    CorrelationGradient gradient = {.maps = g->maps,
                                    .terms = g->channels * g->kernel * g->kernel,
                                    .small = small + block_start(shape),
                                    .small_map = block_channel(shape),
                                    .small_row = block_row(shape),
                                    .large = large,
                                    .offset = convolve->down,
                                    .large_row = g->stride * block_row(&convolve->large_shape),
                                    .large_step = (ptrdiff_t)g->stride * kernels()->lanes,
                                    .height = g->out_height,
                                    .width = g->out_width,
                                    .weights = weight,
                                    .accumulate = accumulate};
    kernels()->correlate_gradient(&gradient);
}

size_t convolve_prepared(const Convolution *g) {
    return 2 * convolve_weights(g);
}

static void prepare_down(const Convolution *g, const real *kernel, int m, int c, real *down) {
    int square = g->kernel * g->kernel;
    for (int k = 0; k < square; k++)
        down[correlation_place(g->maps, g->channels * square, m, c * square + k)] = kernel[k];
}

static void prepare_up(const Convolution *g, const real *kernel, int m, int c, real *up) {
    for (int py = 0; py < g->stride; py++)
        for (int px = 0; px < g->stride; px++) {
            int high = taps_of(g, py), wide = taps_of(g, px), terms = g->maps * high * wide;
            for (int ty = 0; ty < high; ty++)
                for (int tx = 0; tx < wide; tx++)
                    up[correlation_place(g->channels, terms, c, (m * high + ty) * wide + tx)] =
                        kernel[(py + ty * g->stride) * g->kernel + px + tx * g->stride];
            up += area(g->channels, terms);
        }
}

void convolve_prepare(const Convolution *g, const real *kernel, int m, int c, unsigned products, real *prepared) {
    if (products & CONVOLVE_DOWN)
        prepare_down(g, kernel, m, c, prepared);
    if (products & CONVOLVE_UP)
        prepare_up(g, kernel, m, c, prepared + convolve_weights(g));
}
