// The numbers that say how good a model is, over a set of images.
#ifndef HOURGLASS_QUALITY_H
#define HOURGLASS_QUALITY_H

#include "score.h"

/// `pixels`: values an image has. `variance`: images_variance of the same set.
Quality quality_of(const Score *scores, int count, int pixels, double variance);

/// Σ_j KL(ρ ‖ ρ̂_j) in nats, ρ̂_j = sums[j] / images the mean of a code unit over the images (score_add_code).
double quality_sparsity(const double *sums, int units, int images, double rho);

/// The penalties of an objective on a set of images, nats an image: what a test curve shows beside the reconstruction.
double quality_penalty(const Quality *quality, const Objective *objective);

/// Mean over pixels of each pixel's variance over the set, in units of (0–1)².
bool images_variance(const Images *images, double *variance, Error *error);

/// fires[unit]: images for which the unit was active, of `images`.
CodeStatistics code_statistics(const uint32_t *fires, int units, int images);

#endif
