// In which order test images are looked at: the worst reconstructed first, the best, class after class, or as they lie
// in the file. A pure function; called by the observer.
#ifndef HOURGLASS_IMAGE_ORDER_H
#define HOURGLASS_IMAGE_ORDER_H

#include "figures.h"
#include "images.h"

/// An image and what it is sorted by.
typedef struct RankedImage {
    float key;
    int index;
} RankedImage;

/// Puts the images of class `label` (-1: of all) into `ranked`, which has room for all of `images`, in this order, and
/// returns how many they are. `errors` has one number an image, or is NULL: then an order by error is that by index.
/// Equal ones follow their index; an error that is no number counts as infinite. Without labels there are no classes:
/// any `label` means all images.
int image_order(ImageOrder order, const Images *images, const float *errors, int label, RankedImage *ranked);

#endif
