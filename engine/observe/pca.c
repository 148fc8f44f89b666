// PCA by subspace iteration. Called on the jobs thread and by commands; products run on the calling thread.
#include "pca.h"

#include "arena.h"
#include "random.h"
#include "symmetric_eigen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// More directions than are asked for make the wanted ones settle in fewer rounds.
enum { CHUNK = 512, EXTRA = 16, MAX_ROUNDS = 60 };

typedef struct Fit {
    const Images *images;
    const int *index;  // (count) of the images to choose from; NULL: the first ones
    int count;         //
    int size, used;    // values an image has; images used
    int directions;    // wanted ones and extra
    double *mean;      // (size)
    float *chunk;      // (CHUNK, size) centred images
    float *covariance; // (size, size), or NULL where it would be too large
    float *v, *w;      // (directions, size)
    float *product;    // (CHUNK, directions)
    float *packed, *scratch;
    double *small;  // (directions, directions)
    double *values; // (directions)
    Arena arena;
} Fit;

static const uint8_t *image_of(const Fit *fit, int i) {
    int place = kernels_part(fit->count, fit->used, i);
    return images_pixels(fit->images, fit->index ? fit->index[place] : place);
}

// C (m, n) = or += A (m, k) · B (k, n), all with unit column strides but for a transposed operand.
static void multiply(const Fit *fit, int m, int n, int k, const float *a, bool a_transposed, const float *b,
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

static void find_mean(Fit *fit) {
    for (int n = 0; n < fit->used; n++) {
        const uint8_t *pixels = image_of(fit, n);
        for (int p = 0; p < fit->size; p++)
            fit->mean[p] += pixels[p];
    }
    for (int p = 0; p < fit->size; p++)
        fit->mean[p] /= 255.0 * fit->used;
}

static int load_chunk(Fit *fit, int first) {
    int count = fit->used - first < CHUNK ? fit->used - first : CHUNK;
    for (int n = 0; n < count; n++) {
        float *row = fit->chunk + (size_t)n * (size_t)fit->size;
        const uint8_t *pixels = image_of(fit, first + n);
        for (int p = 0; p < fit->size; p++)
            row[p] = (float)pixels[p] / 255.0f - (float)fit->mean[p];
    }
    return count;
}

static void find_covariance(Fit *fit) {
    for (int first = 0; first < fit->used; first += CHUNK) {
        int count = load_chunk(fit, first);
        multiply(fit, fit->size, fit->size, count, fit->chunk, true, fit->chunk, false, fit->covariance, true);
    }
    size_t count = (size_t)fit->size * (size_t)fit->size;
    for (size_t i = 0; i < count; i++)
        fit->covariance[i] /= (float)fit->used;
}

// W = V · covariance, without forming the covariance where it would be too large.
static void apply_covariance(Fit *fit) {
    if (fit->covariance) {
        multiply(fit, fit->directions, fit->size, fit->size, fit->v, false, fit->covariance, false, fit->w, false);
        return;
    }
    size_t count = (size_t)fit->directions * (size_t)fit->size;
    memset(fit->w, 0, count * sizeof *fit->w);
    for (int first = 0; first < fit->used; first += CHUNK) {
        int rows = load_chunk(fit, first);
        multiply(fit, rows, fit->directions, fit->size, fit->chunk, false, fit->v, true, fit->product, false);
        multiply(fit, fit->directions, fit->size, rows, fit->product, true, fit->chunk, false, fit->w, true);
    }
    for (size_t i = 0; i < count; i++)
        fit->w[i] /= (float)fit->used;
}

static double dot(const float *x, const float *y, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += (double)x[i] * (double)y[i];
    return sum;
}

// Modified Gram–Schmidt, each row twice. A row that vanishes lies in the span of those before; it becomes zero.
static void orthonormalise(Fit *fit, float *rows) {
    size_t size = (size_t)fit->size;
    for (int i = 0; i < fit->directions; i++) {
        float *row = rows + (size_t)i * size;
        double before = sqrt(dot(row, row, fit->size));
        for (int j = 0; j < 2 * i; j++) {
            const float *other = rows + (size_t)(j % i) * size;
            float part = (float)dot(row, other, fit->size);
            for (int p = 0; p < fit->size; p++)
                row[p] -= part * other[p];
        }
        double norm = sqrt(dot(row, row, fit->size));
        float scale = norm > 1e-6 * before && norm > 0 ? (float)(1 / norm) : 0;
        for (int p = 0; p < fit->size; p++)
            row[p] *= scale;
    }
}

// Turns V towards the eigenvectors of V·C·Vᵀ (Rayleigh–Ritz), given W = V·C. W is used up.
static bool ritz(Fit *fit, Error *error) {
    int k = fit->directions;
    for (int i = 0; i < k; i++)
        for (int j = 0; j <= i; j++) {
            double value =
                dot(fit->w + (size_t)i * (size_t)fit->size, fit->v + (size_t)j * (size_t)fit->size, fit->size);
            fit->small[i * k + j] = fit->small[j * k + i] = value;
        }
    if (!symmetric_eigen(fit->small, k, fit->values, error))
        return false;
    float *turn = fit->product; // (directions, directions) fits: CHUNK is no less than what pca_fit allows at once
    for (int i = 0; i < k * k; i++)
        turn[i] = (float)fit->small[i];
    multiply(fit, k, fit->size, k, turn, false, fit->v, false, fit->w, false);
    float *swap = fit->v;
    fit->v = fit->w;
    fit->w = swap;
    return true;
}

static double captured(const Fit *fit, int components) {
    double sum = 0;
    for (int i = 0; i < components; i++)
        sum += fit->values[i];
    return sum;
}

static bool iterate(Fit *fit, int components, bool (*cancelled)(void *), void *context, Error *error) {
    Random random = random_stream(1, RANDOM_OBSERVE);
    for (size_t i = 0; i < (size_t)fit->directions * (size_t)fit->size; i++)
        fit->v[i] = (float)random_normal(random, i);
    orthonormalise(fit, fit->v);
    double before = 0;
    for (int round = 1; round <= MAX_ROUNDS; round++) {
        if (cancelled && cancelled(context))
            return error_set(error, "PCA was cancelled");
        apply_covariance(fit);
        if (round % 6 == 0) {
            if (!ritz(fit, error))
                return false;
            double now = captured(fit, components);
            if (now - before <= 1e-6 * now || round == MAX_ROUNDS)
                return true;
            before = now;
            apply_covariance(fit);
        }
        float *swap = fit->v;
        fit->v = fit->w;
        fit->w = swap;
        orthonormalise(fit, fit->v);
    }
    return true;
}

static bool fit_init(Fit *fit, int components, Error *error) {
    size_t size = (size_t)fit->size;
    fit->directions = components + EXTRA < fit->size ? components + EXTRA : fit->size;
    size_t directions = (size_t)fit->directions, rows = directions > CHUNK ? directions : CHUNK;
    Arena *arena = &fit->arena;
    fit->mean = arena_take(arena, size, sizeof(double));
    fit->chunk = arena_take(arena, CHUNK * size, sizeof(float));
    fit->covariance = fit->size <= PCA_WIDE ? arena_take(arena, size * size, sizeof(float)) : NULL;
    fit->v = arena_take(arena, directions * size, sizeof(float));
    fit->w = arena_take(arena, directions * size, sizeof(float));
    fit->product = arena_take(arena, rows * directions, sizeof(float));
    fit->scratch = arena_take(arena, kernels_scratch((int)(size > rows ? size : rows)), sizeof(float));
    fit->small = arena_take(arena, directions * directions, sizeof(double));
    fit->values = arena_take(arena, directions, sizeof(double));
    return !arena->failed || error_memory(error, "PCA");
}

static bool deliver(Pca *pca, const Fit *fit, Error *error) {
    size_t size = (size_t)pca->size, kept = (size_t)pca->components;
    pca->mean = malloc(size * sizeof *pca->mean);
    pca->direction = malloc(kept * size * sizeof *pca->direction);
    pca->variance = malloc(kept * sizeof *pca->variance);
    if (!pca->mean || !pca->direction || !pca->variance) {
        pca_finish(pca);
        return error_memory(error, "PCA");
    }
    memcpy(pca->mean, fit->mean, size * sizeof *pca->mean);
    memcpy(pca->direction, fit->v, kept * size * sizeof *pca->direction);
    memcpy(pca->variance, fit->values, kept * sizeof *pca->variance);
    return true;
}

bool pca_fit(Pca *pca, const Images *images, int components, bool (*cancelled)(void *), void *context, Error *error) {
    return pca_fit_some(pca, images, NULL, images->count, components, cancelled, context, error);
}

bool pca_fit_some(Pca *pca, const Images *images, const int *index, int count, int components,
                  bool (*cancelled)(void *), void *context, Error *error) {
    *pca = (Pca){0};
    int size = images_size(images), limit = size > PCA_WIDE ? PCA_WIDE_IMAGES : PCA_MAX_IMAGES;
    Fit fit = {.images = images, .index = index, .count = count, .size = size, .used = count < limit ? count : limit};
    int most = size < fit.used - 1 ? size : fit.used - 1;
    components = components < most ? components : most;
    if (components < 1)
        return error_set(error, "PCA needs at least two images and one component");
    bool ok = fit_init(&fit, components, error);
    if (ok) {
        find_mean(&fit);
        if (fit.covariance)
            find_covariance(&fit);
        ok = iterate(&fit, components, cancelled, context, error);
    }
    *pca = (Pca){.size = size, .components = components, .images = fit.used};
    ok = ok && deliver(pca, &fit, error);
    arena_finish(&fit.arena);
    if (!ok)
        *pca = (Pca){0};
    return ok;
}

void pca_finish(Pca *pca) {
    free(pca->mean);
    free(pca->direction);
    free(pca->variance);
    *pca = (Pca){0};
}
