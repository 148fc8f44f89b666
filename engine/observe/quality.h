// The numbers that say how good a model is, over a set of images.
#ifndef HOURGLASS_QUALITY_H
#define HOURGLASS_QUALITY_H

#include "score.h"

/// `pixels`: values an image has. `variance`: images_variance of the same set.
Quality quality_of(const Score *scores, int count, int pixels, double variance);

/// Mean over pixels of each pixel's variance over the set, in units of (0–1)².
bool images_variance(const Images *images, double *variance, Error *error);

/// fires[unit]: images for which the unit was active, of `images`.
CodeStatistics code_statistics(const uint32_t *fires, int units, int images);

#endif
