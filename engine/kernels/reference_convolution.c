// Convolutions pixel by pixel and image by image: what the fast kernels are held to.
#include "reference_convolution.h"

void reference_add_sums(const real *x, int rows, size_t n, real *sums) {
    for (int i = 0; i < rows; i++)
        for (size_t j = 0; j < n; j++)
            sums[i] += x[(size_t)i * n + j];
}

// Place of pixel (y, x), which may lie in the border, of channel c in the block.
static size_t place_of(const BlockShape *s, int c, int y, int x) {
    size_t row = (size_t)c * (size_t)s->rows + (size_t)(s->top + y);
    return (row * (size_t)s->columns + (size_t)(s->left + x)) * REFERENCE_LANES;
}

void reference_block(const BlockShape *s, const real *images, int count, real *block) {
    size_t plane = (size_t)s->height * (size_t)s->width, size = (size_t)s->channels * plane;
    for (int c = 0; c < s->channels; c++)
        for (int y = -s->top; y < s->rows - s->top; y++)
            for (int x = -s->left; x < s->columns - s->left; x++)
                for (int l = 0; l < REFERENCE_LANES; l++) {
                    bool inside = l < count && y >= 0 && y < s->height && x >= 0 && x < s->width;
                    const real *image = images + (size_t)l * size + (size_t)c * plane;
                    block[place_of(s, c, y, x) + (size_t)l] = inside ? image[(ptrdiff_t)y * s->width + x] : 0;
                }
}

void reference_unblock(const BlockShape *s, const real *block, int count, real *images) {
    for (int l = 0; l < count; l++)
        for (int c = 0; c < s->channels; c++)
            for (int y = 0; y < s->height; y++)
                for (int x = 0; x < s->width; x++)
                    *images++ = block[place_of(s, c, y, x) + (size_t)l];
}

static real sum_terms(const Correlation *c, int m, const real *from) {
    real sum = c->bias ? c->bias[m] : 0;
    for (int k = 0; k < c->terms; k++)
        sum += c->weights[correlation_place(c->maps, c->terms, m, k)] * from[c->offset[k]];
    return sum;
}

void reference_correlate(const Correlation *c) {
    for (int m = 0; m < c->maps; m++)
        for (int y = 0; y < c->height; y++)
            for (int x = 0; x < c->width; x++)
                for (int l = 0; l < REFERENCE_LANES; l++)
                    c->to[m * c->to_map + y * c->to_row + x * c->to_step + l] =
                        sum_terms(c, m, c->from + y * c->from_row + x * c->from_step + l);
}

static real sum_pixels(const CorrelationGradient *g, const real *small, const real *large) {
    real sum = 0;
    for (int y = 0; y < g->height; y++)
        for (int x = 0; x < g->width; x++)
            for (int l = 0; l < REFERENCE_LANES; l++)
                sum +=
                    small[y * g->small_row + x * REFERENCE_LANES + l] * large[y * g->large_row + x * g->large_step + l];
    return sum;
}

void reference_correlate_gradient(const CorrelationGradient *g) {
    real *weight = g->weights;
    for (int m = 0; m < g->maps; m++)
        for (int k = 0; k < g->terms; k++, weight++)
            *weight =
                sum_pixels(g, g->small + m * g->small_map, g->large + g->offset[k]) + (g->accumulate ? *weight : 0);
}
