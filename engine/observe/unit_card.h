// The unit card's part on images: from one stored column of activations, that of one unit on all images. Used by the
// observer.
#ifndef HOURGLASS_UNIT_CARD_H
#define HOURGLASS_UNIT_CARD_H

#include "histogram.h"

enum { UNIT_CARD_IMAGES = 16 };

/// Images with the unit's activation on them.
typedef struct UnitImages {
    int count, image[UNIT_CARD_IMAGES];
    float value[UNIT_CARD_IMAGES];
} UnitImages;

/// column (images) of activations. `strongest`: those with the largest ones, largest first, ties by the lower index.
/// `spread`: images at equally spaced quantiles of the activation, from the largest to the least. Both only of images
/// on which the unit is active (|a| > SCORE_ACTIVE) and the activation finite: most of a sparse unit's are 0 and say
/// nothing. Fewer than UNIT_CARD_IMAGES where there are no more. Returns how many images are active. `order` and
/// `scratch` (images) each are the caller's.
int unit_card_images(const float *column, int images, int *order, int *scratch, UnitImages *strongest,
                     UnitImages *spread);

/// Histogram of all activations; returns how many were left out because infinite or no number.
int unit_card_histogram(const float *column, int images, Histogram *histogram);

/// mean (classes) activation of the images of each class, 0 for a class without any, and, unless NULL, count (classes)
/// of those images. What is not finite is left out. labels (images); `classes` is at most 256.
void unit_card_class_means(const float *column, const uint8_t *labels, int images, int classes, float *mean,
                           int *count);

/// The activation that stands for the unit where it is active: the mean of the active ones; where signs differ so much
/// that they cancel, the mean of |a|. 0 where it never is. column (images).
float unit_card_active_value(const float *column, int images);

#endif
