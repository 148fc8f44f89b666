// The images that PCA is fitted on, and their covariance. Called on the jobs thread and by commands; products run on
// the calling thread.
#include "pca_fit.h"

#include <string.h>

// Rows of the covariance at a time, of which only what lies below the diagonal is computed; images whose bytes are
// summed in 32 bits.
enum { BLOCK = 196, SUMMED = 1 << 20 };

static const uint8_t *image_of(const PcaFit *fit, int i) {
    int place = kernels_part(fit->count, fit->used, i);
    return images_pixels(fit->images, fit->index ? fit->index[place] : place);
}

void pca_fit_multiply(const PcaFit *fit, int m, int n, int k, const float *a, bool a_transposed, const float *b,
                      bool b_transposed, float *c, bool accumulate) {
    Team solo = team_solo();
    Gemm gemm = {.m = m, .n = n, .k = k, .a = a, .b = b, .c = c, .c_row = n, .scratch = fit->scratch};
    gemm.a_row = a_transposed ? 1 : k;
    gemm.a_column = a_transposed ? m : 1;
    gemm.b_row = b_transposed ? 1 : n;
    gemm.b_column = b_transposed ? k : 1;
    gemm.accumulate = accumulate;
    kernels()->gemm(&solo, &gemm);
}

// In whole numbers, as many images at a time as surely fit.
static void add_some(PcaFit *fit, int first, int count, uint32_t *sum) {
    memset(sum, 0, (size_t)fit->size * sizeof *sum);
    for (int n = first; n < first + count; n++) {
        const uint8_t *pixels = image_of(fit, n);
        for (int p = 0; p < fit->size; p++)
            sum[p] += pixels[p];
    }
    for (int p = 0; p < fit->size; p++)
        fit->mean[p] += sum[p];
}

void pca_fit_mean(PcaFit *fit) {
    uint32_t *sum = (uint32_t *)(void *)fit->chunk; // not in use yet
    _Static_assert(sizeof *sum == sizeof *fit->chunk, "a chunk has room for sums");
    for (int first = 0; first < fit->used; first += SUMMED)
        add_some(fit, first, fit->used - first < SUMMED ? fit->used - first : SUMMED, sum);
    for (int p = 0; p < fit->size; p++)
        fit->mean[p] /= 255.0 * fit->used;
}

static int load_chunk(PcaFit *fit, int first) {
    int count = fit->used - first < PCA_CHUNK ? fit->used - first : PCA_CHUNK;
    for (int n = 0; n < count; n++) {
        float *row = fit->chunk + (size_t)n * (size_t)fit->size;
        const uint8_t *pixels = image_of(fit, first + n);
        for (int p = 0; p < fit->size; p++)
            row[p] = (float)pixels[p] / 255.0f - (float)fit->mean[p];
    }
    return count;
}

// The rows of the covariance from `top`, as far as the diagonal goes.
static void add_rows(PcaFit *fit, int top, int count) {
    Team solo = team_solo();
    int rows = fit->size - top < BLOCK ? fit->size - top : BLOCK;
    Gemm gemm = {.m = rows,
                 .n = top + rows,
                 .k = count,
                 .a = fit->chunk + top,
                 .a_row = 1,
                 .a_column = fit->size,
                 .b = fit->chunk,
                 .b_row = fit->size,
                 .b_column = 1,
                 .c = fit->covariance + (size_t)top * (size_t)fit->size,
                 .c_row = fit->size,
                 .accumulate = true,
                 .scratch = fit->scratch};
    kernels()->gemm(&solo, &gemm);
}

bool pca_fit_covariance(PcaFit *fit, bool (*cancelled)(void *), void *context) {
    size_t size = (size_t)fit->size;
    for (int first = 0; first < fit->used; first += PCA_CHUNK) {
        if (cancelled && first % (8 * PCA_CHUNK) == 0 && cancelled(context))
            return false;
        int count = load_chunk(fit, first);
        for (int top = 0; top < fit->size; top += BLOCK)
            add_rows(fit, top, count);
    }
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j <= i; j++)
            fit->covariance[i * size + j] = fit->covariance[j * size + i] =
                fit->covariance[i * size + j] / (float)fit->used;
    return true;
}

void pca_fit_apply(PcaFit *fit) {
    if (fit->covariance) {
        pca_fit_multiply(fit, fit->directions, fit->size, fit->size, fit->v, false, fit->covariance, false, fit->w,
                         false);
        return;
    }
    size_t count = (size_t)fit->directions * (size_t)fit->size;
    memset(fit->w, 0, count * sizeof *fit->w);
    for (int first = 0; first < fit->used; first += PCA_CHUNK) {
        int rows = load_chunk(fit, first);
        pca_fit_multiply(fit, rows, fit->directions, fit->size, fit->chunk, false, fit->v, true, fit->product, false);
        pca_fit_multiply(fit, fit->directions, fit->size, rows, fit->product, true, fit->chunk, false, fit->w, true);
    }
    for (size_t i = 0; i < count; i++)
        fit->w[i] /= (float)fit->used;
}
