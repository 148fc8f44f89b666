// The numbers that say how good a model is, over a set of images.
#ifndef HOURGLASS_QUALITY_H
#define HOURGLASS_QUALITY_H

#include "score.h"

typedef struct Quality {
    int images;                // how many were scored
    double mse;                // mean squared error a pixel
    double bce;                // nats an image
    double psnr;               // dB, of the mean MSE; infinite for a perfect copy
    double explained_variance; // 1 - MSE / mean pixel variance
    double l1;                 // mean Σ|code|
    double l0;                 // mean number of active units
} Quality;

/// `pixels`: values an image has. `variance`: images_variance of the same set.
Quality quality_of(const Score *scores, int count, int pixels, double variance);

/// Mean over pixels of each pixel's variance over the set, in units of (0–1)².
bool images_variance(const Images *images, double *variance, Error *error);

/// Statistics of the code over a set.
typedef struct CodeStatistics {
    int units, images;
    int dead;                 // units never active
    int ultra_rare;           // active, but for fewer than one image in a thousand
    int dense;                // active for more than one image in ten
    double lifetime_sparsity; // 1 - mean share of images for which a unit is active
} CodeStatistics;

/// fires[unit]: images for which the unit was active, of `images`.
CodeStatistics code_statistics(const uint32_t *fires, int units, int images);

#endif
