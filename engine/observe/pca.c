// PCA: by the eigenvectors of the covariance where many components are asked for, by subspace iteration where they are
// few or the covariance would be large. Called on the jobs thread and by commands.
#include "pca_fit.h"

#include "orthonormal.h"
#include "random.h"
#include "symmetric_eigen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// More directions than are asked for make the wanted ones settle in fewer rounds. From a third of all directions on it
// takes less to find every one at once.
enum { EXTRA = 16, MAX_ROUNDS = 60, SHARE = 3 };

static bool finds_all(const PcaFit *fit) {
    return fit->covariance && fit->directions > fit->size / SHARE;
}

// Every eigenvector of the covariance; those that are wanted become V.
static bool decompose(PcaFit *fit, Error *error) {
    size_t size = (size_t)fit->size;
    for (size_t i = 0; i < size * size; i++)
        fit->small[i] = fit->covariance[i];
    if (!symmetric_eigen(fit->small, fit->size, fit->values, error))
        return false;
    for (int i = 0; i < fit->directions; i++) {
        fit->values[i] = fit->values[i] > 0 ? fit->values[i] : 0; // less by rounding
        for (size_t p = 0; p < size; p++)                         // where nothing varies there is no direction
            fit->v[(size_t)i * size + p] = fit->values[i] > 0 ? (float)fit->small[(size_t)i * size + p] : 0;
    }
    return true;
}

// Turns V towards the eigenvectors of V·C·Vᵀ (Rayleigh–Ritz), given W = V·C. W is used up.
static bool ritz(PcaFit *fit, Error *error) {
    int k = fit->directions;
    for (int i = 0; i < k; i++)
        for (int j = 0; j <= i; j++) {
            double value =
                dot_floats(fit->w + (size_t)i * (size_t)fit->size, fit->v + (size_t)j * (size_t)fit->size, fit->size);
            fit->small[i * k + j] = fit->small[j * k + i] = value;
        }
    if (!symmetric_eigen(fit->small, k, fit->values, error))
        return false;
    float *turn = fit->product; // (directions, directions) fits: PCA_CHUNK is no less than what pca_fit allows at once
    for (int i = 0; i < k * k; i++)
        turn[i] = (float)fit->small[i];
    pca_fit_multiply(fit, k, fit->size, k, turn, false, fit->v, false, fit->w, false);
    float *swap = fit->v;
    fit->v = fit->w;
    fit->w = swap;
    return true;
}

static double captured(const PcaFit *fit, int components) {
    double sum = 0;
    for (int i = 0; i < components; i++)
        sum += fit->values[i];
    return sum;
}

static bool iterate(PcaFit *fit, int components, bool (*cancelled)(void *), void *context, Error *error) {
    Random random = random_stream(1, RANDOM_OBSERVE);
    for (size_t i = 0; i < (size_t)fit->directions * (size_t)fit->size; i++)
        fit->v[i] = (float)random_normal(random, i);
    orthonormalise(fit->v, fit->directions, fit->size);
    double before = 0;
    for (int round = 1; round <= MAX_ROUNDS; round++) {
        if (cancelled && cancelled(context))
            return error_set(error, "PCA was cancelled");
        pca_fit_apply(fit);
        if (round % 6 == 0) {
            if (!ritz(fit, error))
                return false;
            double now = captured(fit, components);
            if (now - before <= 1e-6 * now || round == MAX_ROUNDS)
                return true;
            before = now;
            pca_fit_apply(fit);
        }
        float *swap = fit->v;
        fit->v = fit->w;
        fit->w = swap;
        orthonormalise(fit->v, fit->directions, fit->size);
    }
    return true;
}

static bool fit_init(PcaFit *fit, int components, Error *error) {
    size_t size = (size_t)fit->size;
    fit->directions = components + EXTRA < fit->size ? components + EXTRA : fit->size;
    size_t directions = (size_t)fit->directions, rows = directions > PCA_CHUNK ? directions : PCA_CHUNK;
    size_t solved = fit->size <= PCA_WIDE && fit->directions > fit->size / SHARE ? size : directions;
    Arena *arena = &fit->arena;
    fit->mean = arena_take(arena, size, sizeof(double));
    fit->chunk = arena_take(arena, PCA_CHUNK * size, sizeof(float));
    fit->covariance = fit->size <= PCA_WIDE ? arena_take(arena, size * size, sizeof(float)) : NULL;
    fit->v = arena_take(arena, directions * size, sizeof(float));
    fit->w = arena_take(arena, directions * size, sizeof(float));
    fit->product = arena_take(arena, rows * directions, sizeof(float));
    fit->scratch = arena_take(arena, kernels_scratch((int)(size > rows ? size : rows)), sizeof(float));
    fit->small = arena_take(arena, solved * solved, sizeof(double));
    fit->values = arena_take(arena, solved, sizeof(double));
    return !arena->failed || error_memory(error, "PCA");
}

static bool deliver(Pca *pca, const PcaFit *fit, Error *error) {
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
    PcaFit fit = {
        .images = images, .index = index, .count = count, .size = size, .used = count < limit ? count : limit};
    int most = size < fit.used - 1 ? size : fit.used - 1;
    components = components < most ? components : most;
    if (components < 1)
        return error_set(error, "PCA needs at least two images and one component");
    bool ok = fit_init(&fit, components, error);
    if (ok) {
        pca_fit_mean(&fit);
        if (fit.covariance && !pca_fit_covariance(&fit, cancelled, context))
            ok = error_set(error, "PCA was cancelled");
        ok = ok && (finds_all(&fit) ? decompose(&fit, error) : iterate(&fit, components, cancelled, context, error));
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
