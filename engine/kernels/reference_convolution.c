// Rearranging pictures for convolutions, pixel by pixel: what the fast kernels are held to.
#include "reference_convolution.h"

void reference_add_sums(const real *x, int rows, size_t n, real *sums) {
    for (int i = 0; i < rows; i++)
        for (size_t j = 0; j < n; j++)
            sums[i] += x[(size_t)i * n + j];
}

void reference_spread(const Convolution *g, const real *large, real *phases) {
    int s = g->stride, grid_height = convolution_grid_height(g), grid_width = convolution_grid_width(g);
    for (int c = 0; c < g->channels; c++)
        for (int phase = 0; phase < s * s; phase++)
            for (int gy = 0; gy < grid_height; gy++)
                for (int gx = 0; gx < grid_width; gx++) {
                    int y = gy * s + phase / s - g->pad, x = gx * s + phase % s - g->pad;
                    bool inside = y >= 0 && y < g->height && x >= 0 && x < g->width;
                    *phases++ = inside ? large[((size_t)c * (size_t)g->height + (size_t)y) * (size_t)g->width + x] : 0;
                }
}

void reference_lay(const Convolution *g, const real *small, real *laid) {
    int margin = convolution_margin(g), width = convolution_grid_width(g), size = convolution_laid(g);
    for (int m = 0; m < g->maps; m++, laid += size) {
        for (int p = 0; p < size; p++)
            laid[p] = 0;
        for (int y = 0; y < g->out_height; y++)
            for (int x = 0; x < g->out_width; x++)
                laid[margin + y * width + x] = *small++;
    }
}

void reference_lift(const Convolution *g, const real *product, ptrdiff_t row, const real *bias, real *small) {
    int width = convolution_grid_width(g);
    for (int m = 0; m < g->maps; m++, product += row)
        for (int y = 0; y < g->out_height; y++)
            for (int x = 0; x < g->out_width; x++)
                *small++ = product[y * width + x] + (bias ? bias[m] : 0);
}

void reference_merge(const Convolution *g, const real *product, ptrdiff_t row, const real *bias, real *large) {
    int s = g->stride, width = convolution_grid_width(g);
    ConvolutionSpan rows = convolution_rows(g), across = convolution_across(g);
    for (int c = 0; c < g->channels; c++)
        for (int y = 0; y < g->height; y++)
            for (int x = 0; x < g->width; x++) {
                int gy = (y + g->pad) / s, gx = (x + g->pad) / s, phase = (y + g->pad) % s * s + (x + g->pad) % s;
                real sum = bias ? bias[c] : 0;
                if (gy <= rows.last && gx <= across.last)
                    sum += product[(phase * g->channels + c) * row + (gy - rows.first) * width + gx - across.first];
                *large++ = sum;
            }
}
