// A set of images with optional labels, as bytes.
#ifndef HOURGLASS_IMAGES_H
#define HOURGLASS_IMAGES_H

#include <stddef.h>
#include <stdint.h>

typedef struct Images {
    int count, channels, height, width;
    const uint8_t *pixels; // (N, C, H, W), 0 black to 255 white
    const uint8_t *labels; // (N) class of each image, or NULL
} Images;

/// Pixels of one image: C·H·W.
static inline int images_size(const Images *images) {
    return images->channels * images->height * images->width;
}

static inline const uint8_t *images_pixels(const Images *images, int index) {
    return images->pixels + (size_t)index * (size_t)images_size(images);
}

#endif
