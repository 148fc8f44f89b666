// What PCA works on while it is fitted. Private to pca.c and pca_covariance.c.
#ifndef HOURGLASS_PCA_FIT_H
#define HOURGLASS_PCA_FIT_H

#include "pca.h"

#include "arena.h"

enum { PCA_CHUNK = 512 }; // images at a time

typedef struct PcaFit {
    const Images *images;
    const int *index;  // (count) of the images to choose from; NULL: the first ones
    int count;         //
    int size, used;    // values an image has; images used
    int directions;    // wanted ones and extra
    double *mean;      // (size)
    float *chunk;      // (PCA_CHUNK, size) centred images
    float *covariance; // (size, size), or NULL where it would be too large
    float *v, *w;      // (directions, size)
    float *product;    // (PCA_CHUNK, directions)
    float *scratch;
    double *small;  // (directions, directions)
    double *values; // (directions)
    Arena arena;
} PcaFit;

/// C (m, n) = A (m, k) · B (k, n), all with unit column strides but for a transposed operand; += with `accumulate`.
void pca_fit_multiply(const PcaFit *fit, int m, int n, int k, const float *a, bool a_transposed, const float *b,
                      bool b_transposed, float *c, bool accumulate);

/// mean[p] of the images used, as 0–1.
void pca_fit_mean(PcaFit *fit);

/// covariance = Σ xᵀx / used over the centred images x. False if `cancelled(context)` (may be NULL) says so.
bool pca_fit_covariance(PcaFit *fit, bool (*cancelled)(void *), void *context);

/// W = V · covariance, without forming the covariance where it would be too large.
void pca_fit_apply(PcaFit *fit);

#endif
