// Images and codes drawn the same way here and in parity/observe_golden.py, which writes what NumPy makes of them.
#ifndef HOURGLASS_TESTS_SAMPLE_H
#define HOURGLASS_TESTS_SAMPLE_H

#include "images.h"

#include <stdlib.h>

/// The next of a linear congruential generator's upper 16 bits.
static inline int sample_next(uint32_t *state) {
    *state = 1664525u * *state + 1013904223u;
    return (int)(*state >> 16);
}

/// Images (count, 1, height, width) made of `factors` hidden factors of falling weight and a little noise, or of noise
/// alone for 0 factors. The caller frees the pixels.
static inline Images sample_images(uint32_t seed, int count, int height, int width, int factors) {
    int size = height * width;
    int *basis = calloc((size_t)(factors * size) + 1, sizeof *basis), amounts[16];
    uint8_t *pixels = malloc((size_t)count * (size_t)size);
    uint32_t common = 1;
    for (int i = 0; i < factors * size; i++)
        basis[i] = sample_next(&common) % 17 - 8;
    for (int n = 0; n < count; n++) {
        for (int k = 0; k < factors; k++)
            amounts[k] = (sample_next(&seed) % 17 - 8) * (64 >> k);
        for (int p = 0; p < size; p++) {
            int sum = 0, noise = sample_next(&seed);
            for (int k = 0; k < factors; k++)
                sum += amounts[k] * basis[k * size + p];
            int floor = sum >= 0 ? sum / 64 : -((63 - sum) / 64);
            int value = factors ? 128 + floor + noise % 5 : noise % 256;
            pixels[n * size + p] = (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
        }
    }
    free(basis);
    return (Images){.count = count, .channels = 1, .height = height, .width = width, .pixels = pixels};
}

/// Codes (count, units) with labels (count) below `classes`: each class has a place of its own, under much noise.
/// `dead` units that are always 0 come before the others and are not among `units`.
static inline void sample_codes(uint32_t seed, int count, int units, int classes, int dead, float *codes,
                                uint8_t *labels) {
    int places[512];
    uint32_t common = 2;
    for (int i = 0; i < classes * units; i++)
        places[i] = sample_next(&common) % 101;
    for (int n = 0; n < count; n++) {
        labels[n] = (uint8_t)(sample_next(&seed) % classes);
        for (int u = 0; u < dead; u++)
            *codes++ = 0;
        for (int u = 0; u < units; u++)
            *codes++ = (float)(places[labels[n] * units + u] + sample_next(&seed) % 256) / 64;
    }
}

/// Weights of one dense layer (units, size), then its biases.
static inline void sample_weights(uint32_t seed, int units, int size, float *weights) {
    for (int i = 0; i < units * size; i++)
        *weights++ = (float)(sample_next(&seed) % 65 - 32) / 64;
    for (int i = 0; i < units; i++)
        *weights++ = (float)(sample_next(&seed) % 65 - 32) / 128;
}

#endif
